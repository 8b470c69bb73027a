import {
  amendsFor,
  carriesOn,
  closeStream,
  type Element,
  hangsUp,
  type Lie,
  liesAbout,
  mishears,
  NS,
  rewrites,
  xml,
} from '#lies'
import { closesOnWhatIsEarly } from './amends.ts'
import { rfc6120 } from './requirements.ts'

/** Says another full JID in the result of a bind. */
function bindsAs(instead: (jid: string) => string): Lie {
  return () => ({
    toClient: (part) => {
      const jid = part.kind === 'element' ? boundJid(part.element) : undefined
      return jid === undefined
        ? undefined
        : [part.raw.replace(/<jid>.*<\/jid>/, `<jid>${instead(jid)}</jid>`)]
    },
  })
}

function boundJid(element: Element): string | undefined {
  return element.child('bind', NS.bind)?.child('jid', NS.bind)?.text()
}

function bareOf(jid: string): string {
  return jid.slice(0, jid.indexOf('/'))
}

/** Answers a bind by an error in place of its result. */
function refusesToBind(condition: string, type: string): Lie {
  return rewrites({ name: 'iq', type: 'result' }, (iq) =>
    boundJid(iq) === undefined
      ? undefined
      : [
          `<iq type='error' id='${iq.id}'><error type='${type}'><${condition} xmlns='${NS.stanzaErrors}'/></error></iq>`,
        ],
  )
}

/** Says the features of a stream otherwise. */
function featuresChanged(when: (features: Element) => boolean, change: (features: Element) => Element): Lie {
  return rewrites({ name: 'features', ns: NS.streams }, (features) =>
    when(features) ? [change(features)] : undefined,
  )
}

/** Refuses each try for a resourcepart, until it has had enough. */
function refusesTries(limit: number, condition: string): Lie {
  return () => {
    let refused = 0
    return {
      toClient: (part, link) => {
        if (part.kind !== 'element' || !part.element.id?.startsWith('try-')) return undefined
        refused += 1
        if (refused > limit) {
          closeStream(link, condition)
          return []
        }
        return [
          `<iq type='error' id='${part.element.id}'><error type='modify'><conflict xmlns='${NS.stanzaErrors}'/></error></iq>`,
        ]
      },
    }
  }
}

const badRequest = refusesToBind('bad-request', 'modify')

export const lies = liesAbout(rfc6120, {
  '7.1/full-jid-of-the-account': {
    'binds the bare JID': bindsAs(bareOf),
    'names another resource than it routes to': bindsAs((jid) => `${jid}-2`),
    'loses its address at a second bind': mishears({ name: 'message', type: 'chat' }, () => []),
  },
  '7.1/several-resources': {
    'delivers to the latest resource, whichever is addressed': rewrites(
      { name: 'message', type: 'chat' },
      (message, link) => {
        const latest = link.all.filter(({ jid }) => jid !== undefined && message.to?.startsWith(bareOf(jid)))
        const [last = link] = latest.slice(-1)
        last.tellClient(last.jid === undefined ? message : message.withAttrs({ to: last.jid }))
        return []
      },
    ),
  },
  '7.1/no-stanza-before-binding': {
    'delivers for a client without a resource': () => ({
      toServer: (part, link) => {
        if (part.kind !== 'element' || part.element.id !== 'early') return undefined
        for (const other of link.all) {
          if (other.jid === part.element.to) other.tellClient(part.element)
        }
        return undefined
      },
    }),
  },
  '7.1/stanza-before-binding-ends-the-stream': {
    'answers a client without a resource by an error': rewrites({ name: 'error', ns: NS.streams }, () => [
      xml`<message type='error'><error type='auth'><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`,
    ]),
    'stays silent until the client binds': mishears({ id: 'early' }, () => []),
  },
  '7.3.2/same-stream-after-binding': {
    'waits for another header after binding': () => {
      let bound = false
      return {
        toClient: (part) => {
          if (part.kind === 'element' && boundJid(part.element) !== undefined) bound = true
          return undefined
        },
        toServer: (part) => (bound && part.kind === 'element' ? [] : undefined),
      }
    },
  },
  '7.4/offered-after-login': {
    'does not say that a resource must be bound': featuresChanged(
      (features) => features.child('bind', NS.bind) !== undefined,
      (features) =>
        features.withChildren(features.elements().filter((feature) => !feature.is('bind', NS.bind))),
    ),
  },
  '7.4/not-offered-before-login': {
    'lists all its features at all times': featuresChanged(
      (features) => features.child('bind', NS.bind) === undefined,
      (features) =>
        features.withChildren([...features.children, xml`<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>`]),
    ),
  },
  '7.5/unique-among-connected-resources': {
    'calls every client home': bindsAs((jid) => `${bareOf(jid)}/home`),
  },
  '7.6/server-generates-a-resourcepart': {
    'wants a resourcepart from each client': badRequest,
    'binds without saying what': rewrites({ name: 'iq', id: 'tn281v37' }, () => [
      xml`<iq id='tn281v37' type='result'/>`,
    ]),
  },
  '7.6/generated-resourceparts-are-random': {
    'counts its clients': () => {
      let clients = 100_000
      return {
        toClient: (part) => {
          const jid = part.kind === 'element' ? boundJid(part.element) : undefined
          if (jid === undefined) return undefined
          clients += 1
          return [part.raw.replace(/<jid>.*<\/jid>/, `<jid>${bareOf(jid)}/client-${clients}</jid>`)]
        },
      }
    },
    'names clients by the time of day': bindsAs((jid) => `${bareOf(jid)}/${Date.now().toString()}`),
  },
  '7.7.1/accepts-a-resourcepart': {
    'adds a number to each resourcepart': bindsAs((jid) => `${jid}1`),
    'takes the resourceparts of none': refusesToBind('not-acceptable', 'modify'),
  },
  '7.7.2.1/processes-a-bad-resourcepart': {
    'refuses a resourcepart that it could repair': badRequest,
  },
  '7.7.2.1/binds-no-bad-resourcepart': {
    'takes resourceparts as they are': () => {
      let wished = ''
      return {
        toServer: (part) => {
          if (part.kind === 'element') {
            wished = part.element.child('bind', NS.bind)?.child('resource', NS.bind)?.text() ?? wished
          }
          return undefined
        },
        toClient: (part) => {
          const jid = part.kind === 'element' ? boundJid(part.element) : undefined
          return jid === undefined
            ? undefined
            : [part.raw.replace(/<jid>.*<\/jid>/, `<jid>${bareOf(jid)}/${wished}</jid>`)]
        },
      }
    },
    'calls a bad resourcepart a conflict': refusesToBind('conflict', 'modify'),
  },
  '7.7.2.2/resolves-a-conflict': {
    'lets two clients have the same full JID': carriesOn,
    'drops the former client without a word': hangsUp,
  },
  '7.7.3/allows-five-retries': {
    'has had enough after three refusals': refusesTries(3, 'policy-violation'),
  },
  '7.7.3/closes-when-retries-are-used-up': {
    'refuses without end': refusesTries(100, 'policy-violation'),
    'closes by another name': refusesTries(8, 'conflict'),
  },
})

export const amends = amendsFor(rfc6120, {
  '7.1/stanza-before-binding-ends-the-stream': { 'closes where it would answer': closesOnWhatIsEarly },
})
