import { defineSpec } from '#catalogue'

export const rfc7622 = defineSpec({
  id: 'rfc7622',
  title: 'XMPP: Address Format',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc7622#section-${section}`,
  requirements: {
    '3.2/strips-a-final-dot': {
      level: 'MUST',
      covers: ['rfc7622-3.2-3', 'rfc7622-3.2-4'],
      says: 'a domainpart with a dot at its end is the one without',
    },
    '3.2/limits-the-length-of-domainparts': {
      level: 'MUST NOT',
      covers: ['rfc7622-3.2-5', 'rfc7622-8-2'],
      says: 'a domainpart of no octets, or of more than 1023, makes an address malformed',
    },
    '3.2.1/refuses-what-no-label-may-hold': {
      level: 'MUST',
      covers: ['rfc7622-3.2.1-1'],
      says: 'a domainpart with characters that no label may hold makes an address malformed',
    },
    '3.2.3/compares-domainparts-without-case': {
      level: 'MUST',
      covers: ['rfc7622-3.2.2-1', 'rfc7622-3.2.3-1', 'rfc7622-8-3'],
      says: 'domainparts that differ in case alone are the same',
    },
    '3.3/limits-the-length-of-localparts': {
      level: 'MUST NOT',
      covers: ['rfc7622-3.3-1', 'rfc7622-8-4'],
      says: 'a localpart of no octets, or of more than 1023, makes an address malformed; one of 1023 does not',
    },
    '3.3/compares-localparts-without-case': {
      level: 'MUST',
      covers: ['rfc7622-3.3-2', 'rfc7622-8-5'],
      says: 'localparts that differ in case or width alone are the same',
    },
    '3.3/refuses-what-no-identifier-may-hold': {
      level: 'MUST',
      covers: ['rfc7622-3.3-2', 'rfc7622-8-5'],
      says: 'a localpart with spaces, controls or symbols makes an address malformed',
    },
    '3.3.1/refuses-what-localparts-may-not-hold': {
      level: 'MUST',
      covers: [],
      says: 'each of the eight characters that localparts exclude makes an address malformed',
    },
    '3.4/limits-the-length-of-resourceparts': {
      level: 'MUST NOT',
      covers: ['rfc7622-3.4-2', 'rfc7622-8-6'],
      says: 'a resourcepart of no octets, or of more than 1023, makes an address malformed; one of 1023 does not',
    },
    '3.4/compares-resourceparts-with-case': {
      level: 'MUST',
      covers: ['rfc7622-3.4-3', 'rfc7622-8-7'],
      says: 'resourceparts that differ in case are two',
    },
    '3.4/takes-resourceparts-for-opaque': {
      level: 'SHOULD',
      covers: ['rfc7622-3.4-1'],
      says: 'slashes, at-signs, spaces and symbols in a resourcepart mean nothing',
    },
    '4/answers-by-jid-malformed': {
      level: 'MUST',
      covers: ['rfc7622-4-1'],
      says: 'a stanza of any kind to a malformed address comes back as jid-malformed',
    },
  },
})
