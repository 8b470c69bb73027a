import type { LoadSecond, ScenarioResult } from './run-result.ts'

/**
 * Mean of what was watched in the seconds of a scenario in which it was warm and something was to be done.
 * @returns undefined where it was watched in none of them
 */
export function warmMean(
  { seconds, warmUpMs = 0 }: Pick<ScenarioResult, 'seconds' | 'warmUpMs'>,
  read: (second: LoadSecond) => number | undefined,
): number | undefined {
  const values = seconds
    .filter(({ second, intended }) => second * 1000 >= warmUpMs && intended > 0)
    .flatMap((second) => read(second) ?? [])
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}
