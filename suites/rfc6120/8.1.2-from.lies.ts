import { type Lie, liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

/** What is addressed, other than a client's own presence that is reflected to it. */
const stanza = { name: /^(message|presence|iq)$/, to: /./ }
const bare = (jid: string | undefined) => jid?.replace(/\/.*$/, '')

/** Remembers by id which sender a client has named, and delivers in that name. */
const believesTheClient: Lie = () => {
  const named = new Map<string, string>()
  return {
    toServer: (part) => {
      if (part.kind === 'element' && part.element.id !== undefined && part.element.from !== undefined) {
        named.set(part.element.id, part.element.from)
      }
      return undefined
    },
    toClient: (part) => {
      if (part.kind !== 'element' || part.element.to === undefined) return undefined
      const from = named.get(part.element.id ?? '')
      return from === undefined ? undefined : [part.element.withAttrs({ from })]
    },
  }
}

export const lies = liesAbout(rfc6120, {
  '8.1.2.1/stamps-the-full-jid': {
    'believes a client that names a sender': believesTheClient,
    'stamps the account of the sender': rewrites(stanza, (delivered) => [
      delivered.withAttrs({ from: bare(delivered.from) }),
    ]),
  },
  '8.1.2.1/stamps-the-bare-jid-on-subscriptions': {
    'stamps the resource that has asked': rewrites({ name: 'presence', type: 'subscribe' }, (presence) => [
      presence.withAttrs({ from: `${presence.from}/orchard` }),
    ]),
  },
  '8.1.2.1/speaks-as-its-domain': {
    'leaves it to the client to guess who speaks': rewrites({ name: 'iq', from: /^[^@/]+$/ }, (iq) => [
      iq.withAttrs({ from: undefined }),
    ]),
    'speaks as a part of itself': rewrites({ name: 'iq', from: /^[^@/]+$/ }, (iq) => [
      iq.withAttrs({ from: `${iq.from}/core` }),
    ]),
  },
  '8.1.2.1/speaks-for-the-account': {
    'speaks as the domain where it speaks for the account': rewrites(
      { name: 'iq', type: /^(result|set)$/ },
      (iq, link) => [iq.withAttrs({ from: link.jid?.replace(/^.*@|\/.*$/g, '') })],
    ),
    'speaks as the resource that it writes to': rewrites(
      { name: 'iq', type: /^(result|set)$/ },
      (iq, link) => [iq.withAttrs({ from: link.jid })],
    ),
  },
  '8.1.2.1/names-every-other-sender': {
    'leaves out the sender': rewrites(stanza, (delivered) => [delivered.withAttrs({ from: undefined })]),
  },
  '8.1.2.1/names-senders-of-other-domains': {
    'leaves out the sender': rewrites(stanza, (delivered) => [delivered.withAttrs({ from: undefined })]),
  },
})
