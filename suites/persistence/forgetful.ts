import { type Element, type Lie, mishears, rewrites, withholds, xml } from '#lies'

/** Servers that do not find again what was in their keeping, each in its own way. */
export const forgetful = {
  roster: {
    'has lost its rosters': emptied('query', 'jabber:iq:roster'),
    'has lost the groups of contacts': inResults('query', 'jabber:iq:roster', (item) =>
      item.withChildren([]),
    ),
    'has lost the subscriptions': inResults('query', 'jabber:iq:roster', (item) =>
      item.withAttrs({ subscription: 'none' }),
    ),
  },
  subscriptionRequest: {
    'has lost the requests': withholds({ name: 'presence', type: 'subscribe' }),
    'has kept of a request who made it': rewrites({ name: 'presence', type: 'subscribe' }, (presence) => [
      presence.withChildren([]),
    ]),
  },
  offlineMessages: {
    'has lost the messages': withholds(xml`<message><body/></message>`),
    'delivers the messages twice': rewrites(xml`<message><body/></message>`, (message) => [message, message]),
  },
  roomConfiguration: {
    'has lost its rooms': emptied('query', 'http://jabber.org/protocol/disco#info'),
    'opens the room to everybody': inResults('query', 'http://jabber.org/protocol/disco#info', (child) =>
      child.attrs['var'] === 'muc_membersonly' ? child.withAttrs({ var: 'muc_open' }) : child,
    ),
    'has lost the name of the room': inResults('query', 'http://jabber.org/protocol/disco#info', (child) =>
      child.name === 'identity' ? child.withAttrs({ name: undefined }) : child,
    ),
  },
  affiliations: {
    'has lost the lists': emptied('query', 'http://jabber.org/protocol/muc#admin'),
    'takes outcasts for members': inResults('query', 'http://jabber.org/protocol/muc#admin', (item) =>
      item.attrs['affiliation'] === 'outcast' ? item.withAttrs({ affiliation: 'member' }) : item,
    ),
  },
  subject: {
    'has lost the subject': inSubjects([]),
    'has an older subject': inSubjects(['Orchards']),
  },
  history: {
    'has lost the history': withholds(
      xml`<message type='groupchat'><delay xmlns='urn:xmpp:delay'/></message>`,
    ),
    'has kept the last message alone': () => {
      let first = true
      return {
        toClient: (part) => {
          if (part.kind !== 'element' || part.element.child('delay', 'urn:xmpp:delay') === undefined) {
            return undefined
          }
          const lost = first
          first = false
          return lost ? [] : undefined
        },
      }
    },
  },
  archive: {
    'has lost the archive': withholds(xml`<message><result xmlns='urn:xmpp:mam:2'/></message>`),
    'has archived everything twice': rewrites(
      xml`<message><result xmlns='urn:xmpp:mam:2'/></message>`,
      (one) => [one, one],
    ),
  },
  blocklist: {
    'has lost the list': emptied('blocklist', 'urn:xmpp:blocking'),
    'has the list and no longer acts on it': mishears({ name: 'message', type: 'chat' }, (message, link) => {
      for (const other of link.all) {
        if (other !== link) other.tellClient(message.withAttrs({ from: link.jid }))
      }
      return []
    }),
  },
  personalEvents: {
    'has lost the items': inResults('pubsub', 'http://jabber.org/protocol/pubsub', (items) =>
      items.withChildren([]),
    ),
  },
  uploadedFile: {
    'has lost the file': answersGet(404, {}),
    'has lost the type of the file': answersGet(200, { 'content-type': 'application/octet-stream' }),
  },
  slot: {
    'no longer knows the slot': refusesPut(403),
    'forgets the file of a slot that it no longer knows': refusesPut(201),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Lie>>>>

/** Results with such a child, whose children are changed. */
function inResults(name: string, ns: string, change: (child: Element) => Element): Lie {
  return rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const child = iq.child(name, ns)
    return child === undefined
      ? undefined
      : [iq.withChildren([child.withChildren(child.elements().map(change))])]
  })
}

function emptied(name: string, ns: string): Lie {
  return rewrites({ name: 'iq', type: 'result' }, (iq) => {
    const child = iq.child(name, ns)
    return child === undefined ? undefined : [iq.withChildren([child.withChildren([])])]
  })
}

/** What a room tells those who enter about its subject; who changes it hears that as it is. */
function inSubjects(instead: readonly string[]): Lie {
  return () => {
    let told = false
    return {
      toClient: (part) => {
        const subject = part.kind === 'element' ? part.element.child('subject') : undefined
        if (part.kind !== 'element' || subject === undefined || subject.text() === '') return undefined
        const again = told
        told = true
        return again ? [part.element.withChildren([subject.withChildren(instead)])] : undefined
      },
    }
  }
}

function answersGet(status: number, fields: Readonly<Record<string, string>>): Lie {
  return () => ({
    httpToClient: (answer, { method }) =>
      method === 'GET' ? { status, headers: { ...answer.headers, ...fields }, body: answer.body } : undefined,
  })
}

function refusesPut(status: number): Lie {
  return () => ({
    httpToServer: ({ method }) =>
      method === 'PUT' ? { status, headers: {}, body: Buffer.alloc(0) } : undefined,
  })
}
