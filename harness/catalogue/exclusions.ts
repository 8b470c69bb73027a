import { z } from 'zod'
import { parseJson } from '../core/json-file.ts'

/** A sentence that a test could see and that none will, and why. */
export interface Exclusion {
  /** Id in the normative index. */
  readonly sentence: string
  /** A reason that a reader can check for himself. */
  readonly reason: string
}

const SHORTEST_REASON = 20

const Exclusions = z.array(
  z.strictObject({
    sentence: z.string(),
    reason: z.string().min(SHORTEST_REASON),
  }),
)

/**
 * Reads the text of a `suites/<document>/exclusions.json`.
 * @throws UsageError that names the file and the field
 */
export function parseExclusions(text: string, file: string): readonly Exclusion[] {
  return parseJson(Exclusions, text, file)
}
