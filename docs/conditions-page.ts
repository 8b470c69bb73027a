import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseJson } from '../harness/core/json-file.ts'
import { markdownPage, type Page, table } from './page.ts'

const CONDITIONS_FILE = 'suites/rfc6120/conditions.json'

const Conditions = z.record(
  z.string(),
  z.record(
    z.string(),
    z.union([
      z.strictObject({ verified: z.array(z.string()).min(1) }),
      z.strictObject({ reason: z.string().min(20) }),
    ]),
  ),
)

/** By kind of error and by condition: the requirements that ask for it, or why none does. */
export type Conditions = z.infer<typeof Conditions>

export async function readConditions(): Promise<Conditions> {
  return parseJson(Conditions, await readFile(CONDITIONS_FILE, 'utf8'), CONDITIONS_FILE)
}

/** Where each error condition of RFC 6120 is verified, or why it is not. */
export function conditionsPage(conditions: Conditions): Page {
  return markdownPage('docs/conditions.md', [
    '# Error conditions of RFC 6120',
    'Every condition that the document defines, with the requirements whose verifications provoke it, or the reason why none does. Where a text allows several conditions, a server may answer those verifications by another one of them.',
    ...Object.entries(conditions).flatMap(([kind, ofKind]) => [
      `## ${kind[0]?.toUpperCase()}${kind.slice(1)}`,
      table(['condition', 'verified by', 'or not, because'], Object.entries(ofKind).map(row)),
    ]),
  ])
}

function row([condition, entry]: [string, Conditions[string][string]]): readonly string[] {
  return 'verified' in entry
    ? [`\`${condition}\``, entry.verified.map((id) => `\`${id}\``).join(' '), '']
    : [`\`${condition}\``, '', entry.reason]
}
