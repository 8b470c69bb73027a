/**
 * The eight tables of RFC 6121 appendix A as data, from the perspective of the user: what comes of each of the
 * four types in each of the nine states, sent by the user (outbound) or by the contact (inbound).
 */
import type { Cell as PlaceInTable } from '#conformance'
import { type State, states, type Type } from './states.ts'

/** Whether the stanza goes on: outbound, to the contact; inbound, to the user. MAY: the text leaves it open. */
export type Passes = 'MUST' | 'MUST NOT' | 'SHOULD NOT' | 'MAY'

export interface Cell {
  readonly before: State
  readonly passes: Passes
  readonly after: State
}

type Row = readonly [State, Passes, State?]

/** §A.2. What is approved in advance (§3.4) is noted beside the state. */
export const outbound: Readonly<Record<Type, readonly Cell[]>> = {
  subscribe: table([
    ['None', 'MUST', 'None + Pending Out'],
    ['None + Pending Out', 'MUST'],
    ['None + Pending In', 'MUST', 'None + Pending Out+In'],
    ['None + Pending Out+In', 'MUST'],
    ['To', 'MUST'],
    ['To + Pending In', 'MUST'],
    ['From', 'MUST', 'From + Pending Out'],
    ['From + Pending Out', 'MUST'],
    ['Both', 'MUST'],
  ]),
  unsubscribe: table([
    ['None', 'MUST'],
    ['None + Pending Out', 'MUST', 'None'],
    ['None + Pending In', 'MUST'],
    ['None + Pending Out+In', 'MUST', 'None + Pending In'],
    ['To', 'MUST', 'None'],
    ['To + Pending In', 'MUST', 'None + Pending In'],
    ['From', 'MUST'],
    ['From + Pending Out', 'MUST', 'From'],
    ['Both', 'MUST', 'From'],
  ]),
  subscribed: table([
    ['None', 'MUST NOT'],
    ['None + Pending Out', 'MUST NOT'],
    ['None + Pending In', 'MUST', 'From'],
    ['None + Pending Out+In', 'MUST', 'From + Pending Out'],
    ['To', 'MUST NOT'],
    ['To + Pending In', 'MUST', 'Both'],
    ['From', 'MUST NOT'],
    ['From + Pending Out', 'MUST NOT'],
    ['Both', 'MUST NOT'],
  ]),
  unsubscribed: table([
    ['None', 'SHOULD NOT'],
    ['None + Pending Out', 'SHOULD NOT'],
    ['None + Pending In', 'MUST', 'None'],
    ['None + Pending Out+In', 'MUST', 'None + Pending Out'],
    ['To', 'SHOULD NOT'],
    ['To + Pending In', 'MUST', 'To'],
    ['From', 'MUST', 'None'],
    ['From + Pending Out', 'MUST', 'None + Pending Out'],
    ['Both', 'MUST', 'To'],
  ]),
}

/** §A.3. */
export const inbound: Readonly<Record<Type, readonly Cell[]>> = {
  subscribe: table([
    ['None', 'MUST', 'None + Pending In'],
    ['None + Pending Out', 'MUST', 'None + Pending Out+In'],
    ['None + Pending In', 'SHOULD NOT'],
    ['None + Pending Out+In', 'SHOULD NOT'],
    ['To', 'MUST', 'To + Pending In'],
    ['To + Pending In', 'SHOULD NOT'],
    ['From', 'SHOULD NOT'],
    ['From + Pending Out', 'SHOULD NOT'],
    ['Both', 'SHOULD NOT'],
  ]),
  unsubscribe: table([
    ['None', 'SHOULD NOT'],
    ['None + Pending Out', 'SHOULD NOT'],
    // The table has a request that is taken back delivered; §3.3.3 has it pass in silence.
    ['None + Pending In', 'MAY', 'None'],
    ['None + Pending Out+In', 'MAY', 'None + Pending Out'],
    ['To', 'SHOULD NOT'],
    ['To + Pending In', 'MAY', 'To'],
    ['From', 'MUST', 'None'],
    ['From + Pending Out', 'MUST', 'None + Pending Out'],
    ['Both', 'MUST', 'To'],
  ]),
  subscribed: table([
    ['None', 'SHOULD NOT'],
    ['None + Pending Out', 'MUST', 'To'],
    ['None + Pending In', 'SHOULD NOT'],
    ['None + Pending Out+In', 'MUST', 'To + Pending In'],
    ['To', 'SHOULD NOT'],
    ['To + Pending In', 'SHOULD NOT'],
    ['From', 'SHOULD NOT'],
    ['From + Pending Out', 'MUST', 'Both'],
    ['Both', 'SHOULD NOT'],
  ]),
  unsubscribed: table([
    ['None', 'SHOULD NOT'],
    ['None + Pending Out', 'MUST', 'None'],
    ['None + Pending In', 'SHOULD NOT'],
    ['None + Pending Out+In', 'MUST', 'None + Pending In'],
    ['To', 'MUST', 'None'],
    ['To + Pending In', 'MUST', 'None + Pending In'],
    ['From', 'SHOULD NOT'],
    ['From + Pending Out', 'MUST', 'From'],
    ['Both', 'MUST', 'From'],
  ]),
}

/** Whether the user is subscribed to the contact. */
export function isTo(state: State): boolean {
  return /^(to|both)$/.test(states[state].look.subscription)
}

/** Whether the contact is subscribed to the user. */
export function isFrom(state: State): boolean {
  return /^(from|both)$/.test(states[state].look.subscription)
}

export function changes({ before, after }: Cell): boolean {
  return before !== after
}

/** The tables as a report shows them, by who sends the stanza and whether the user is there. */
export const tables = {
  outbound: 'RFC 6121 §A.2: what becomes of a stanza that the user sends, by the state of the subscription',
  inbound: 'RFC 6121 §A.3: what becomes of a stanza that the contact sends',
  inboundAway: 'RFC 6121 §A.3: what becomes of a stanza that the contact sends while the user is away',
} as const

/** Where a cell stands in a table: states by their number in §A.1. */
export function placeIn(
  table: keyof typeof tables,
  type: Type,
  { before }: Pick<Cell, 'before'>,
): PlaceInTable {
  const number = Object.keys(states).indexOf(before) + 1
  return { table: tables[table], row: `${number}. ${before}`, column: type }
}

/** As a situation says it. */
export function describeCell(cell: Cell): string {
  return changes(cell) ? `${cell.before} → ${cell.after}` : `${cell.before} stays`
}

function table(rows: readonly Row[]): readonly Cell[] {
  return rows.map(([before, passes, after = before]) => ({ before, passes, after }))
}
