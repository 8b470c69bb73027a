import {
  amendsFor,
  carriesOn,
  closeStream,
  closesWith,
  hangsUp,
  type Lie,
  liesAbout,
  mishears,
  NS,
  rewrites,
} from '#lies'
import { closesBy } from './amends.ts'
import { rfc6120 } from './requirements.ts'

/** The server takes a header as it finds it. */
const servesAll: Lie = () => ({
  toClient: (part) =>
    part.kind === 'header' ? undefined : part.kind === 'element' ? ['<stream:features/>'] : [],
})

/** The server's header says something else. */
function headerSays(change: (raw: string) => string): Lie {
  return () => ({ toClient: (part) => (part.kind === 'header' ? [change(part.raw)] : undefined) })
}

/** The server writes a message to its recipient in other bytes. */
function writes(change: (raw: string) => string): Lie {
  return () => ({
    toClient: (part) =>
      part.kind === 'element' && part.element.is('message') ? [change(part.raw)] : undefined,
  })
}

/** Puts a prefix on a message and its body. */
function prefixed(raw: string): string {
  return raw
    .replace(/^<message/, "<c:message xmlns:c='jabber:client'")
    .replace('</message>', '</c:message>')
    .replace('<body', '<c:body')
    .replace('</body>', '</c:body>')
}

const reads = (name: string): Lie =>
  mishears({ name }, (element, link) => {
    for (const other of link.all) {
      if (other.jid !== undefined && other.jid === element.to) {
        other.tellClient(element.withAttrs({ from: link.jid }))
      }
    }
    return undefined
  })

export const lies = liesAbout(rfc6120, {
  '4.8.1/response-is-in-the-stream-namespace': {
    'opens its stream in another namespace': headerSays((raw) =>
      raw.replace(NS.streams, 'http://etherx.jabber.org/streams/'),
    ),
  },
  '4.8.1/refuses-another-stream-namespace': {
    'does not look at the namespace of a header': servesAll,
    'hangs up on a header in another namespace': hangsUp,
  },
  '4.8.1/names-the-invalid-namespace': {
    'calls a header in another namespace a bad format': closesWith('bad-format'),
  },
  '4.8.2/same-content-namespace': {
    'answers in the namespace of servers': headerSays((raw) =>
      raw.replace("xmlns='jabber:client'", "xmlns='jabber:server'"),
    ),
    'makes the stream namespace that of its content': headerSays((raw) =>
      raw.replace("xmlns='jabber:client'", `xmlns='${NS.streams}'`),
    ),
  },
  '4.8.3/supports-jabber-client': {
    'serves other servers alone': rewrites({ name: 'features' }, () => [
      "<stream:error><invalid-namespace xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
    ]),
  },
  '4.8.3/closes-on-an-unknown-content-namespace': {
    'takes the content for a stanza that it does not know': closesWith('unsupported-stanza-type'),
  },
  '4.8.3/sends-stanzas-in-jabber-client': {
    'delivers messages in the namespace of servers': writes((raw) =>
      raw.replace(/^<message/, "<message xmlns='jabber:server'"),
    ),
    'delivers presence in the namespace of servers': rewrites(
      { name: 'presence', id: /./ },
      (presence, link) =>
        presence.from === link.jid ? undefined : [presence.toString().replace(NS.client, NS.server)],
    ),
  },
  '4.8.4/routes-stanzas-alone': {
    'routes elements of any name': reads('scene'),
    'routes what has the name of a message, whatever its namespace': reads('message'),
    'routes elements of any name in the content namespace': reads('pubsub'),
  },
  '4.8.4/ignores-or-closes-on-what-is-no-stanza': {
    'answers what is no stanza by a stanza error': carriesOn,
    'hangs up on what is no stanza': hangsUp,
  },
  '4.8.4/names-the-unsupported-stanza-type': {
    'calls what is no stanza a bad format': closesWith('bad-format'),
  },
  '4.8.5/accepts-or-refuses-a-prefix': {
    'hangs up on a header that it does not recognise': () => ({
      toClient: (part, link) => {
        if (part.kind === 'element') link.hangUp()
        return part.kind === 'header' ? undefined : []
      },
    }),
    'refuses a header without saying that the prefix is wrong': rewrites({ name: 'features' }, () => [
      "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
    ]),
  },
  '4.8.5/no-prefix-on-content': {
    'gives content a prefix': writes(prefixed),
  },
  '4.8.5/delivers-no-prefix-on-content': {
    'delivers a prefix as it came': writes(prefixed),
  },
  '4.8.5/refuses-namespaces-of-extensions': {
    'calls a foreign declaration a bad format': closesWith('bad-format'),
    'does not look at the declarations of a header': servesAll,
  },
  '4.8.5/declares-what-it-delivers': {
    'loses the namespace that the header declared': writes((raw) =>
      raw.replace(/<scene xmlns='[^']*'/, '<scene'),
    ),
    'loses what has a prefix of the header': rewrites({ name: 'message', id: 'leaning' }, (message) => [
      message.withChildren([]),
    ]),
  },
})

export const amends = amendsFor(rfc6120, {
  '4.8.3/closes-on-an-unknown-content-namespace': { 'blames the namespace': closesBy('invalid-namespace') },
  '4.8.5/refuses-namespaces-of-extensions': {
    'looks at the declarations of a header': rewrites({ name: 'features' }, (_, link) => {
      closeStream(link, 'invalid-namespace')
      return []
    }),
  },
})
