import { type Lie, liesAbout, NS, rewrites, xml } from '#lies'
import { rfc6120 } from './requirements.ts'

const failure = { name: 'failure', ns: NS.sasl }

/** Every failure of SASL has this condition, whatever was wrong. */
function failsWith(condition: string): Lie {
  return rewrites(failure, () => [
    `<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><${condition}/></failure>`,
  ])
}

/** Goes on with an exchange that it ought to end. */
const challengesInstead = rewrites(failure, () => [
  xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
])

/** Challenges whoever is asked for, with a salt that is made up each time or for good. */
function challengesUnknown(salt: () => string, iterations: number): Lie {
  return () => {
    const nonces: string[] = []
    return {
      toServer: (part) => {
        if (part.kind === 'element' && part.element.is('auth', NS.sasl)) {
          nonces.push(/r=([^,]*)/.exec(Buffer.from(part.element.text(), 'base64').toString())?.[1] ?? '')
        }
        return undefined
      },
      toClient: (part) => {
        if (part.kind !== 'element' || !part.element.is('failure', NS.sasl)) return undefined
        const message = `r=${nonces.at(-1)}fyko,s=${salt()},i=${iterations}`
        return [
          xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from(message).toString('base64')}</challenge>`,
        ]
      },
    }
  }
}

let salts = 0

export const lies = liesAbout(rfc6120, {
  '6.5/failure-has-one-defined-condition': {
    'makes conditions up': failsWith('bad-auth'),
    'says only text': rewrites(failure, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><text>No.</text></failure>`,
    ]),
    'says two conditions': rewrites(failure, (said) => [
      said.withChildren([
        ...said.children,
        xml`<temporary-auth-failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>`,
      ]),
    ]),
    'takes the condition from stanza errors': rewrites(failure, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failure>`,
    ]),
  },
  '6.5.4/encryption-required': {
    'denies mechanisms before TLS': failsWith('invalid-mechanism'),
    'begins before TLS': challengesInstead,
  },
  '6.5.5/incorrect-encoding': {
    'calls bad base64 a malformed request': failsWith('malformed-request'),
    'reads what it can of bad base64': challengesInstead,
  },
  '6.5.7/invalid-mechanism': {
    'calls an unknown mechanism too weak': failsWith('mechanism-too-weak'),
    'takes another mechanism instead': challengesInstead,
  },
  '6.5.8/malformed-request': {
    'calls bad syntax bad base64': failsWith('incorrect-encoding'),
    'lets bad syntax pass': challengesInstead,
  },
  '6.5.10/not-authorized': {
    'calls a wrong password temporary': failsWith('temporary-auth-failure'),
    'says that the password has expired': failsWith('credentials-expired'),
  },
  '6.5.10/unknown-account-fails-alike': {
    'calls an unknown account disabled': failsWith('account-disabled'),
    'calls an unknown account a bad identity': failsWith('invalid-authzid'),
  },
  '6.5.10/unknown-account-is-challenged-alike': {
    'makes up a salt each time': challengesUnknown(() => {
      salts += 1
      return Buffer.alloc(36, salts).toString('base64')
    }, 10_000),
    'hashes less for those whom it does not know': challengesUnknown(
      () => Buffer.alloc(36, 'salt').toString('base64'),
      4096,
    ),
  },
})
