import { defineSpec } from '#catalogue'

export const rfc5802 = defineSpec({
  id: 'rfc5802',
  title: 'Salted Challenge Response Authentication Mechanism (SCRAM)',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc5802#section-${section}`,
  needs: ['sasl-scram-sha-1'],
  requirements: {
    '2.2/prepares-passwords': {
      level: 'MUST',
      covers: ['rfc5802-2.2-1'],
      says: 'a password with characters beyond ASCII is the one that it becomes under SASLprep, or is refused',
      needs: ['registration'],
    },
    '4/scram-sha-1': {
      level: 'MUST',
      covers: ['rfc5802-4-2'],
      says: 'a server that does SCRAM does SCRAM-SHA-1, and signs with the keys of the account',
    },
    '5/first-message-begins-with-a-flag': {
      level: 'MUST',
      covers: ['rfc5802-5-1'],
      says: 'a first message that begins with none of n, y and p fails',
    },
    '5.1/compares-prepared-usernames': {
      level: 'MUST',
      covers: ['rfc5802-5.1-4'],
      says: 'a username finds the account that it becomes under SASLprep',
    },
    '5.1/hashes-the-username-as-received': {
      level: 'MUST',
      covers: ['rfc5802-5.1-6'],
      says: 'proof and signature are computed over the username as the client has written it',
    },
    '5.1/refuses-an-unusable-username': {
      level: 'SHOULD',
      covers: ['rfc5802-5.1-5'],
      says: 'a username that is empty, or that SASLprep does not allow, ends the exchange',
    },
    '5.1/refuses-a-stray-equals-sign': {
      level: 'MUST',
      covers: ['rfc5802-5.1-7'],
      says: 'a username with an equals sign that stands neither for itself nor for a comma fails',
    },
    '5.1/refuses-mandatory-extensions': {
      level: 'MUST',
      covers: ['rfc5802-5.1-8', 'rfc5802-5.1-17'],
      says: 'a message with an extension that must be understood fails',
    },
    '5.1/ignores-optional-extensions': {
      level: 'MUST',
      covers: ['rfc5802-5.1-18', 'rfc5802-7-1'],
      says: 'an attribute that nobody knows changes nothing',
    },
    '5.1/refuses-another-nonce': {
      level: 'MUST',
      covers: ['rfc5802-5.1-10'],
      says: 'a final message with another nonce than that of the challenge fails',
    },
    '5.1/sends-salt-and-iteration-count': {
      level: 'MUST',
      covers: ['rfc5802-5.1-12'],
      says: 'a challenge holds the salt of the user and an iteration count',
    },
    '5.1/hashes-often-enough': {
      level: 'SHOULD',
      covers: ['rfc5802-5.1-13'],
      says: 'the iteration count for SHA-1 is at least 4096',
    },
    '6/offers-the-plain-variant-too': {
      level: 'SHOULD',
      covers: ['rfc5802-6-1'],
      says: 'a server that offers a mechanism with channel binding offers it without, too',
      needs: ['sasl-scram-sha-1-plus'],
    },
    '6/makes-good-what-it-offers-with-binding': {
      level: 'SHOULD',
      covers: ['rfc5802-6-2'],
      says: 'a server that offers a mechanism with channel binding lets a client in that binds',
      needs: ['sasl-scram-sha-1-plus'],
    },
    '6/makes-good-what-it-offers-without-binding': {
      level: 'MUST',
      covers: ['rfc5802-6-3'],
      says: 'a server that offers a mechanism without channel binding lets a client in that does not bind',
    },
    '6/notices-a-downgrade': {
      level: 'MUST',
      covers: ['rfc5802-6-8'],
      says: 'a client that could bind channels and believes that the server could not fails',
      needs: ['sasl-scram-sha-1-plus'],
    },
    '6/refuses-an-unknown-channel-binding': {
      level: 'MUST',
      covers: ['rfc5802-6-9', 'rfc5802-6.1-4'],
      says: 'a type of channel binding that the server does not have fails',
      needs: ['sasl-scram-sha-1-plus'],
    },
    '6/validates-the-gs2-header': {
      level: 'MUST',
      covers: ['rfc5802-6-10', 'rfc5802-5.1-11', 'rfc5802-7-2'],
      says: 'a final message that repeats the GS2 header otherwise than it was, or not at all, fails',
    },
    '6/validates-the-channel-binding': {
      level: 'MUST',
      covers: ['rfc5802-6-10', 'rfc5802-7-2'],
      says: 'a final message whose channel binding data is not that of the connection fails',
      needs: ['sasl-scram-sha-1-plus'],
    },
    '6.1/binds-by-each-type-that-it-lists': {
      level: 'MUST',
      covers: ['rfc5802-6.1-4'],
      says: 'a type of channel binding that the server lists and the client names is the one that is used',
      needs: ['sasl-scram-sha-1-plus'],
    },
    '6.1/binds-by-tls-unique': {
      level: 'MUST',
      covers: ['rfc5802-6.1-1'],
      says: 'a server that binds channels binds by tls-unique up to TLS 1.2',
      needs: ['sasl-scram-sha-1-plus'],
    },
  },
})
