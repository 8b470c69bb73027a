import { UsageError } from './errors.ts'

declare const milliseconds: unique symbol

/** A length of time: a number of milliseconds that only `ms`, `seconds` and `minutes` make. */
export type Duration = number & { readonly [milliseconds]: true }

export function ms(count: number): Duration {
  if (!Number.isFinite(count) || count < 0) {
    throw new UsageError(`A length of time is a finite number from 0 up; got ${count}.`)
  }
  return count as Duration
}

export function seconds(count: number): Duration {
  return ms(count * 1000)
}

export function minutes(count: number): Duration {
  return seconds(count * 60)
}

/** The length in the unit a person would take: `250 ms`, `5 s`, `1.5 min`. */
export function formatDuration(duration: number): string {
  if (duration < 1000) return `${round(duration)} ms`
  if (duration < 60_000) return `${round(duration / 1000)} s`
  return `${round(duration / 60_000)} min`
}

function round(value: number): number {
  return Number(value.toPrecision(3))
}
