import {
  type Amend,
  amendsFor,
  type Element,
  type Lie,
  type Link,
  liesAbout,
  NS,
  type Part,
  rewrites,
  xml,
} from '#lies'
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

/** What a client begins an exchange with; nothing where it does not. */
function firstMessage(part: Part): { readonly username: string; readonly nonce: string } | undefined {
  if (part.kind !== 'element' || !part.element.is('auth', NS.sasl)) return undefined
  const [, username = '', nonce = ''] = /n=([^,]*),r=([^,]*)/.exec(decoded(part.element)) ?? []
  return { username, nonce }
}

function decoded(said: Element): string {
  return Buffer.from(said.text(), 'base64').toString()
}

function challengeOf(message: string): Element {
  return xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from(message).toString('base64')}</challenge>`
}

/** Challenges in another way whom it does not know. */
function challengesUnknown(change: (message: string) => string): Lie {
  return () => {
    const unknown = new Set<Link>()
    return {
      toServer: (part, link) => {
        if (firstMessage(part)?.username.startsWith('paris')) unknown.add(link)
        return undefined
      },
      toClient: (part, link) =>
        unknown.has(link) && part.kind === 'element' && part.element.is('challenge', NS.sasl)
          ? [challengeOf(change(decoded(part.element)))]
          : undefined,
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
    'makes up a salt each time': challengesUnknown((message) => {
      salts += 1
      return message.replace(/,s=../, `,s=${Buffer.of(salts).toString('base64').slice(0, 2)}`)
    }),
    'hashes less for those whom it does not know': challengesUnknown((message) =>
      message.replace(/,i=.*/, ',i=4096'),
    ),
  },
})

export const amends = amendsFor(rfc6120, {
  '6.5.10/unknown-account-is-challenged-alike': { 'challenges whom it does not know': challengesAlike },
})

/** Who is refused at the first message is challenged as those before were, by a salt of its own that is as long as theirs. */
function challengesAlike(): ReturnType<Amend> {
  const begun = new Map<Link, ReturnType<typeof firstMessage>>()
  let known = ''
  return {
    toServer: (part, link) => {
      begun.set(link, firstMessage(part))
      return undefined
    },
    toClient: (part, link) => {
      if (part.kind !== 'element') return undefined
      if (part.element.is('challenge', NS.sasl)) known = decoded(part.element)
      const first = begun.get(link)
      if (!part.element.is('failure', NS.sasl) || first === undefined) return undefined
      const [, theirs = '', rest = ''] = /,s=([^,]*)(,.*)/.exec(known) ?? []
      const salt = Buffer.alloc(Buffer.from(theirs, 'base64').length, first.username).toString('base64')
      return [challengeOf(`r=${first.nonce}fyko,s=${salt}${rest}`)]
    },
  }
}
