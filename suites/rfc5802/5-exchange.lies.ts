import { type Amend, amendsFor, liesAbout, NS, rewrites, xml } from '#lies'
import { challengesBy, changed, failsAt, letsIn } from './challenge-lies.ts'
import { rfc5802 } from './requirements.ts'

export const lies = liesAbout(rfc5802, {
  '5/first-message-begins-with-a-flag': {
    'finds the username wherever it stands': letsIn,
  },
  '5.1/compares-prepared-usernames': {
    'compares usernames byte by byte': failsAt('challenge'),
    'makes up a salt for a username that it does not find': () => {
      let challenges = 0
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || !part.element.is('challenge', NS.sasl)) return undefined
          challenges += 1
          return [changed(part.element, (message) => message.replace(/,s=[^,]*/, `,s=c2Fsd${challenges}==`))]
        },
      }
    },
  },
  '5.1/hashes-the-username-as-received': {
    'hashes the username as it stands in the account': failsAt('success'),
    'signs over the username as it stands in the account': rewrites(
      { name: 'success', ns: NS.sasl },
      (said) => [changed(said, (message) => message.replace(/^v=./, (v) => (v === 'v=A' ? 'v=B' : 'v=A')))],
    ),
  },
  '5.1/refuses-an-unusable-username': {
    'lets in whoever asks': letsIn,
  },
  '5.1/refuses-a-stray-equals-sign': {
    'takes an equals sign as it is': letsIn,
  },
  '5.1/refuses-mandatory-extensions': {
    'goes on without the extension': letsIn,
  },
  '5.1/ignores-optional-extensions': {
    'does not read a first message with something behind the nonce': failsAt('challenge'),
    'does not read a final message with something before the proof': failsAt('success'),
  },
  '5.1/refuses-another-nonce': {
    'does not compare nonces': letsIn,
  },
  '5.1/sends-salt-and-iteration-count': {
    'leaves the iteration count to the client': challengesBy((message) => message.replace(/,i=.*/, '')),
    'leaves the salt out': challengesBy((message) => message.replace(/,s=[^,]*/, '')),
  },
  '5.1/hashes-often-enough': {
    'saves time': challengesBy((message) => message.replace(/,i=.*/, ',i=4095')),
  },
})

export const amends = amendsFor(rfc5802, {
  '5.1/refuses-mandatory-extensions': { 'knows no extension': knowsNoExtension },
})

/** A message with the attribute m is refused before the server reads past it. */
function knowsNoExtension(): ReturnType<Amend> {
  return {
    toServer: (part, link) => {
      if (part.kind !== 'element' || part.element.ns !== NS.sasl) return undefined
      if (!/(^|,)m=/.test(Buffer.from(part.element.text(), 'base64').toString())) return undefined
      link.tellClient(xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><malformed-request/></failure>`)
      return []
    },
  }
}
