/** What a benchmark is: a question, a table of answers, and bounds that the project promises to keep. */

export interface Row {
  /** What was measured: `engine, 1,000 a second`. */
  readonly what: string
  /** By heading of the column, in the unit that the heading names. */
  readonly values: Readonly<Record<string, number | string>>
}

/** A figure that the project promises. */
export interface Figure {
  readonly says: string
  readonly measured: number
  readonly bound: { readonly atMost: number } | { readonly atLeast: number }
  /** What bare sockets make of the same: where even they break the bound, the machine cannot show that it is kept. */
  readonly bareSockets?: number
}

export type Standing = 'kept' | 'BROKEN' | 'UNDECIDED'

export interface Measured {
  readonly rows: readonly Row[]
  readonly figures: readonly Figure[]
  /** What could not be measured and why, and how to read the rows; one sentence each. */
  readonly notes: readonly string[]
}

export interface Benchmark {
  readonly name: string
  readonly question: string
  run(progress: (step: string) => void): Promise<Measured>
}

/** What was not measured (NaN) neither keeps a bound nor excuses anything. */
export function standingOf({ measured, bound, bareSockets = Number.NaN }: Figure): Standing {
  const isKept = 'atMost' in bound ? measured <= bound.atMost : measured >= bound.atLeast
  if (isKept) return 'kept'
  const isOutOfReach = 'atMost' in bound ? bareSockets > bound.atMost : bareSockets < bound.atLeast
  return isOutOfReach && !Number.isNaN(measured) ? 'UNDECIDED' : 'BROKEN'
}
