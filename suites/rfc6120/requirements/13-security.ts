import type { Requirements } from '#catalogue'

export const security = {
  '13.8.1/tls-before-sasl': {
    level: 'RECOMMENDED',
    covers: ['rfc6120-13.8.1-2', 'rfc6120-13.9.4-1'],
    says: 'passwords are not asked for before TLS protects the stream',
  },
  '13.8.1/scram-sha-1': {
    level: 'MUST',
    covers: ['rfc6120-6.2-1', 'rfc6120-6.3.4-5', 'rfc6120-13.8.1-1'],
    says: 'a client logs in by SCRAM-SHA-1, and the server proves that it knows the account, too',
  },
  '13.8.1/scram-sha-1-plus': {
    level: 'MUST',
    covers: ['rfc6120-6.3.4-5', 'rfc6120-13.8.1-1'],
    says: 'a client logs in by SCRAM-SHA-1-PLUS, bound to its TLS channel',
  },
  '13.8.1/enforces-channel-binding': {
    level: 'SHOULD',
    covers: ['rfc6120-13.8.1-3'],
    says: 'a login that is bound to another TLS channel than the one it came over fails',
    needs: ['sasl-scram-sha-1-plus'],
  },
  '13.8.3/no-plain-without-tls': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.8.3-4'],
    says: 'PLAIN is not offered before TLS',
  },
  '13.8.3/no-plain-beside-scram': {
    level: 'SHOULD NOT',
    covers: ['rfc6120-13.8.3-5'],
    says: 'PLAIN is not offered under TLS by a server that offers SCRAM',
  },
  '13.9.1/refuses-other-characters': {
    level: 'MUST',
    covers: ['rfc6120-13.9.1-1', 'rfc6120-13.9.1-2'],
    says: 'data that holds a character which is not of base64 is refused, not read without it',
    needs: ['sasl-scram-sha-1'],
  },
  '13.9.1/refuses-misplaced-padding': {
    level: 'MUST',
    covers: ['rfc6120-13.9.1-1', 'rfc6120-13.9.1-3'],
    says: 'data whose padding stands anywhere but at its end is refused, and the stream lives on',
    needs: ['sasl-scram-sha-1'],
  },
  '13.9.5/no-ssl-2': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.9.5-1'],
    says: 'a client that begins with SSL 2.0 is not answered in it',
    needs: ['starttls'],
  },
  '13.10.1/keeps-the-address-of-a-client': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.10.1-1'],
    says: 'nothing that a server tells others about a client holds the address that it connects from',
  },
  '13.10.2/tells-strangers-of-no-presence': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.10.2-1'],
    says: 'a stranger learns by no stanza whether somebody is there',
  },
  '13.10.2/errs-alike-about-bare-and-full-jid': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.10.2-2'],
    says: 'a stranger gets the same error for a bare JID and for a resource of it',
  },
  '13.12/no-stanza-before-login': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.12-1'],
    says: 'a stanza from a client that has not authenticated goes nowhere',
  },
  '13.12/takes-stanzas-of-ten-thousand-bytes': {
    level: 'MUST NOT',
    covers: ['rfc6120-13.12-9'],
    says: 'a stanza of 10000 bytes is not too long',
  },
  '13.12/says-that-a-stanza-is-too-big': {
    level: 'MUST',
    covers: ['rfc6120-13.12-11'],
    says: 'a stanza of a connected resource that is too big is refused by policy-violation, of the stanza or of the stream',
  },
} as const satisfies Requirements<'rfc6120'>
