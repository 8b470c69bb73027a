/** The nine subscription states (RFC 6121 §A.1), from the perspective of the user. */
import { type Peer, prepare, type Session, type Stage, xml } from '#conformance'

export type Type = 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed'

interface Path {
  /** What brings user and contact there, coming from "None". */
  readonly steps: readonly (readonly ['user' | 'contact', Type])[]
  /** How the user's roster shows it; an item that is absent counts as one without a subscription. */
  readonly subscription: 'none' | 'to' | 'from' | 'both'
  readonly ask?: 'subscribe'
  /** Whether a request of the contact waits for an answer: each resource that becomes available gets it. */
  readonly pendingIn?: true
}

const to = [
  ['user', 'subscribe'],
  ['contact', 'subscribed'],
] as const
const from = [
  ['contact', 'subscribe'],
  ['user', 'subscribed'],
] as const

export const states = {
  None: { steps: [], subscription: 'none' },
  'None + Pending Out': { steps: [['user', 'subscribe']], subscription: 'none', ask: 'subscribe' },
  'None + Pending In': { steps: [['contact', 'subscribe']], subscription: 'none', pendingIn: true },
  'None + Pending Out+In': {
    steps: [
      ['user', 'subscribe'],
      ['contact', 'subscribe'],
    ],
    subscription: 'none',
    ask: 'subscribe',
    pendingIn: true,
  },
  To: { steps: to, subscription: 'to' },
  'To + Pending In': { steps: [...to, ['contact', 'subscribe']], subscription: 'to', pendingIn: true },
  From: { steps: from, subscription: 'from' },
  'From + Pending Out': { steps: [...from, ['user', 'subscribe']], subscription: 'from', ask: 'subscribe' },
  Both: { steps: [...to, ...from], subscription: 'both' },
} as const satisfies Readonly<Record<string, Path>>

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
