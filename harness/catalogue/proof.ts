/**
 * What `touchstone prove` has seen, kept in docs/proof.json: for each requirement the lies that its
 * verifications were run under, and those that they caught. A lie is named by what it does.
 */
import { z } from 'zod'
import { parseJson } from '../core/json-file.ts'

/** Where the record is kept, relative to the project. */
export const PROOF_FILE = 'docs/proof.json'

export interface Proof {
  readonly lies: readonly string[]
  readonly killed: readonly string[]
}

/** By requirement id, `spec/section/slug`. */
export type ProofRecord = Readonly<Record<string, Proof>>

const Proofs = z.record(
  z.string(),
  z.strictObject({ lies: z.array(z.string()), killed: z.array(z.string()) }),
)

/** @throws UsageError that names the file and the field */
export function parseProof(text: string, file: string): ProofRecord {
  return parseJson(Proofs, text, file)
}

/** One line a lie, sorted: the same proof is the same text. */
export function formatProof(record: ProofRecord): string {
  const sorted = Object.keys(record)
    .sort()
    .map((id): [string, Proof] => [
      id,
      { lies: [...(record[id]?.lies ?? [])].sort(), killed: [...(record[id]?.killed ?? [])].sort() },
    ])
  return `${JSON.stringify(Object.fromEntries(sorted), null, 2)}\n`
}

/**
 * The record after a run of `prove` over some of the requirements.
 * @param known ids of all requirements; what is known no longer is dropped
 */
export function updateProof(
  record: ProofRecord,
  found: ProofRecord,
  known: ReadonlySet<string>,
): ProofRecord {
  return Object.fromEntries(Object.entries({ ...record, ...found }).filter(([id]) => known.has(id)))
}

/** Whether each of these lies has been caught; without a lie nothing is proven. */
export function isProven(proof: Proof | undefined, lies: readonly string[]): boolean {
  return lies.length > 0 && proof !== undefined && lies.every((lie) => proof.killed.includes(lie))
}
