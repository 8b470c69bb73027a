/** The nine subscription states (RFC 6121 §A.1), from the perspective of the user. */
import { type Peer, prepare, type Session, type Stage, xml } from '#conformance'

export const types = ['subscribe', 'subscribed', 'unsubscribe', 'unsubscribed'] as const
export type Type = (typeof types)[number]
type Step = readonly ['user' | 'contact', Type]

/** How a state shows. */
interface Look {
  /** In the roster, where an item that is absent counts as one without a subscription. */
  readonly subscription: string
  readonly ask: string | undefined
  /** Whether a resource that becomes available gets a request of the contact. */
  readonly pendingIn: boolean
}

const to: readonly Step[] = [
  ['user', 'subscribe'],
  ['contact', 'subscribed'],
]
const from: readonly Step[] = [
  ['contact', 'subscribe'],
  ['user', 'subscribed'],
]
const pendingOut: Step = ['user', 'subscribe']
const pendingIn: Step = ['contact', 'subscribe']

/** Each state: what brings user and contact there, coming from "None", and how it shows. */
export const states = {
  None: { steps: [], look: { subscription: 'none', ask: undefined, pendingIn: false } },
  'None + Pending Out': {
    steps: [pendingOut],
    look: { subscription: 'none', ask: 'subscribe', pendingIn: false },
  },
  'None + Pending In': {
    steps: [pendingIn],
    look: { subscription: 'none', ask: undefined, pendingIn: true },
  },
  'None + Pending Out+In': {
    steps: [pendingOut, pendingIn],
    look: { subscription: 'none', ask: 'subscribe', pendingIn: true },
  },
  To: { steps: to, look: { subscription: 'to', ask: undefined, pendingIn: false } },
  'To + Pending In': {
    steps: [...to, pendingIn],
    look: { subscription: 'to', ask: undefined, pendingIn: true },
  },
  From: { steps: from, look: { subscription: 'from', ask: undefined, pendingIn: false } },
  'From + Pending Out': {
    steps: [...from, pendingOut],
    look: { subscription: 'from', ask: 'subscribe', pendingIn: false },
  },
  Both: { steps: [...to, ...from], look: { subscription: 'both', ask: undefined, pendingIn: false } },
} as const satisfies Readonly<Record<string, { readonly steps: readonly Step[]; readonly look: Look }>>

export type State = keyof typeof states

/** Brings a user and a contact on another domain into a state, and everything that comes of it out of the way. */
export async function enter(
  state: State,
  user: Session,
  contact: Peer,
  fence: Stage['fence'],
): Promise<void> {
  await prepare(`the state ${state}`, async () => {
    for (const [who, type] of states[state].steps) {
      const [actor, other] = who === 'user' ? [user, contact] : [contact, user]
      actor.send(xml`<presence type='${type}' to='${other.bareJid}'/>`)
      await fence.after(actor, [other])
    }
    await fence.roundTrip(user, contact)
  })
}

/** How the state with a contact shows to a resource of the user that has just become available. */
export async function stateOf(contact: string, resource: Session): Promise<Look> {
  const roster = await resource.request(xml`<iq type='get'><query xmlns='jabber:iq:roster'/></iq>`)
  const items = roster.child('query')?.elements() ?? []
  const item = items.find(({ attrs }) => attrs['jid'] === contact)
  return {
    subscription: item?.attrs['subscription'] ?? 'none',
    ask: item?.attrs['ask'],
    pendingIn: resource.inbox.some(({ element }) => element.type === 'subscribe' && element.from === contact),
  }
}
