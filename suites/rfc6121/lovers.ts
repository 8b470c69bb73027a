import { type Client, expect, type Pattern, type Session, type Stage } from '#conformance'

export interface Lovers {
  /** Romeo's only session. */
  readonly orchard: Session
  readonly juliet: Client
  /** Juliet's sessions, one for each priority, in order. */
  readonly chambers: readonly Session[]
}

/** Romeo online, and Juliet with one available resource at each of these priorities. */
export async function lovers({ accounts }: Stage, priorities: readonly number[]): Promise<Lovers> {
  const [romeo, juliet] = await accounts.create('romeo', 'juliet')
  const orchard = await romeo.login({ resource: 'orchard' })
  const chambers: Session[] = []
  for (const [index, priority] of priorities.entries()) {
    chambers.push(await juliet.login({ resource: `chamber${index + 1}`, priority }))
  }
  return { orchard, juliet, chambers }
}

/** One of the two that the text allows: an error to the sender, or delivery when the recipient comes back. */
export async function expectStoredOrReturned(
  { fence, observe }: Stage,
  { orchard, juliet }: Lovers,
  sent: { readonly id: string },
): Promise<void> {
  const returned = await fence.roundTrip(orchard)
  const error: Pattern = { name: 'message', id: sent.id, type: 'error' }
  if (returned.by(orchard).stanzas.some(({ element }) => element.id === sent.id)) {
    observe('returned to the sender')
    expect(returned.by(orchard)).toContainStanza(error)
    return
  }
  observe('stored for later')
  const later = await juliet.login({ resource: 'later', priority: 1 })
  expect(await later.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid })
}

/** One of the two that the text allows: nothing at all, or an error to the sender. */
export async function expectIgnoredOrReturned(
  { fence, observe }: Stage,
  { orchard, chambers }: Pick<Lovers, 'orchard' | 'chambers'>,
  sent: { readonly id: string },
): Promise<void> {
  const heard = await fence.after(orchard, [...chambers, orchard])
  for (const chamber of chambers) expect(heard.by(chamber)).not.toContainStanza({ id: sent.id })
  const answers = heard.by(orchard).stanzas.filter(({ element }) => element.id === sent.id)
  observe(answers.length === 0 ? 'ignored' : 'returned to the sender')
  for (const { element } of answers) expect(element).toBeStanzaError('service-unavailable')
}
