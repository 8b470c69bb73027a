/**
 * What may come of a stanza that manages a subscription, by the tables of RFC 6121 appendix A and §3.4, for one
 * who sends it and one who receives it. Where the text leaves a choice, each is an outcome.
 */
import type { State, Type } from './states.ts'
import { type Cell, changes, inbound, isFrom, isTo, outbound } from './transitions.ts'

/** What a server keeps of one user's contact. */
export interface Account {
  readonly state: State
  /** Whether the user has approved the contact in advance; `perhaps` once that was made use of (§3.4.2). */
  readonly approved: 'yes' | 'no' | 'perhaps'
}

/** Sender and receiver, each undefined when another server keeps its account. */
export interface Pair {
  readonly from: Account | undefined
  readonly to: Account | undefined
}

export interface Outcome {
  readonly after: Pair
  /** What is delivered to the receiver, or reaches it on another server. */
  readonly received: readonly Type[]
  /** What is delivered to the sender in answer. */
  readonly answered: readonly Type[]
}

export const stranger: Account = { state: 'None', approved: 'no' }

/** All that may come of it. */
export function outcomes({ from, to }: Pair, type: Type): readonly Outcome[] {
  return leave(from, type).flatMap((left): readonly Outcome[] => {
    if (!left.passes) return [{ after: { from: left.after, to }, received: [], answered: [] }]
    if (to === undefined) {
      return [{ after: { from: left.after, to }, received: [type], answered: [] }]
    }
    return arrive(to, type).flatMap(({ after, passes, answer }) =>
      answers(left.after, answer).map((answered) => ({
        after: { from: answered.after, to: after },
        received: passes ? [type] : [],
        answered: answered.passes && answer !== undefined ? [answer] : [],
      })),
    )
  })
}

/** All that may come of the removal of the receiver from the sender's roster (§2.5.2), in a state without pending requests. */
export function removals({ from = stranger, to }: Pair): readonly Outcome[] {
  const types: readonly Type[] = [
    ...(isTo(from.state) ? (['unsubscribe'] as const) : []),
    ...(isFrom(from.state) ? (['unsubscribed'] as const) : []),
  ]
  return types.reduce<readonly Outcome[]>(
    (before, type) =>
      before.flatMap(({ after, received, answered }) =>
        outcomes({ from: undefined, to: after.to }, type).map((next) => ({
          after: { from: stranger, to: next.after.to },
          received: [...received, ...next.received],
          answered: [...answered, ...next.answered],
        })),
      ),
    [{ after: { from: stranger, to }, received: [], answered: [] }],
  )
}

interface Step {
  readonly after: Account
  readonly passes: boolean
}

function leave(
  account: Account | undefined,
  type: Type,
): readonly { readonly after: Account | undefined; readonly passes: boolean }[] {
  if (account === undefined) return [{ after: account, passes: true }]
  const cell = cellOf(outbound[type], account)
  const inAdvance = type === 'subscribed' && !changes(cell) && !isFrom(account.state)
  const approved = inAdvance ? 'yes' : type === 'unsubscribed' ? 'no' : account.approved
  return take(cell, approved)
}

function arrive(account: Account, type: Type): readonly (Step & { readonly answer: Type | undefined })[] {
  const cell = cellOf(inbound[type], account)
  const { approved } = account
  if (type === 'subscribe' && !isFrom(account.state) && approved !== 'no') {
    const granted: Step = {
      after: { state: approve({ ...account, state: cell.after }), approved: 'perhaps' },
      passes: false,
    }
    const asked = approved === 'yes' ? [] : take(cell, 'no').map((step) => ({ ...step, answer: undefined }))
    return [{ ...granted, answer: 'subscribed' as const }, ...asked]
  }
  const answer = answerTo(type, cell)
  return take(cell, approved).flatMap((step) => [
    { ...step, answer: undefined },
    ...(answer === undefined ? [] : [{ ...step, answer }]),
  ])
}

/** What a server should answer in the name of its user (§A.3.1 [2], §A.3.2 [1]). */
function answerTo(type: Type, cell: Cell): Type | undefined {
  if (type === 'subscribe' && isFrom(cell.before)) return 'subscribed'
  return type === 'unsubscribe' && changes(cell) ? 'unsubscribed' : undefined
}

/** What an answer does to the one who gets it; to one on another server, it is only delivered. */
function answers(
  account: Account | undefined,
  answer: Type | undefined,
): readonly { readonly after: Account | undefined; readonly passes: boolean }[] {
  if (account === undefined || answer === undefined) return [{ after: account, passes: true }]
  return take(cellOf(inbound[answer], account), account.approved)
}

function approve(account: Account): State {
  return cellOf(outbound.subscribed, account).after
}

function take({ passes, after }: Cell, approved: Account['approved']): readonly Step[] {
  const account = { state: after, approved }
  const may = passes === 'SHOULD NOT' || passes === 'MAY'
  return may
    ? [
        { after: account, passes: false },
        { after: account, passes: true },
      ]
    : [{ after: account, passes: passes === 'MUST' }]
}

function cellOf(table: readonly Cell[], { state }: Account): Cell {
  const cell = table.find(({ before }) => before === state)
  if (cell === undefined) throw new RangeError(`no cell for ${state}`)
  return cell
}
