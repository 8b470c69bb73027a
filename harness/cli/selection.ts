/** From what a person typed to requirements, and from requirements to files and names of tests. */

import { join } from 'node:path'
import { distance } from 'fastest-levenshtein'
import { readSuites, requirementsOf, type Suite } from '../catalogue/index.ts'
import { UsageError } from '../core/errors.ts'
import { projectRoot } from './project.ts'

export interface Selection {
  /** Test files, relative to the project. */
  readonly files: readonly string[]
  /** Full ids of the requirements. */
  readonly requirements: readonly string[]
  /** Matches the names of the tests of exactly these requirements; undefined when every one is selected. */
  readonly name?: RegExp
}

export function suitesOfProject(): Promise<readonly Suite[]> {
  return readSuites(join(projectRoot, 'suites'))
}

/**
 * @param filters beginnings of requirement ids: a document, a section, or a whole id
 * @param scenarios ids of load scenarios, to name the near ones of
 * @throws UsageError with the nearest ids when a filter fits none
 */
export function select(
  suites: readonly Suite[],
  filters: readonly string[],
  scenarios: readonly string[] = [],
): Selection {
  const verified = suites.flatMap(({ spec, files }) =>
    files.flatMap(({ name, verifies }) =>
      verifies.map((id) => ({ id: `${spec.id}/${id}`, file: `suites/${spec.id}/${name}.test.ts` })),
    ),
  )
  for (const filter of filters) {
    if (!verified.some(({ id }) => fits(id, filter))) throw unknownFilter(filter, suites, verified, scenarios)
  }
  const chosen =
    filters.length === 0 ? verified : verified.filter(({ id }) => filters.some((filter) => fits(id, filter)))
  const requirements = [...new Set(chosen.map(({ id }) => id))]
  return {
    files: [...new Set(chosen.map(({ file }) => file))],
    requirements,
    ...(filters.length === 0
      ? {}
      : { name: new RegExp(`(^|\\s)(${requirements.map(literally).join('|')}) · `) }),
  }
}

/** `rfc6121/8.5` takes in `rfc6121/8.5.2.1.1/…` but not `rfc6121/8.50/…`. */
export function fits(id: string, filter: string): boolean {
  const wanted = filter.replace(/^suites\//, '').replace(/\/$/, '')
  return id === wanted || id.startsWith(`${wanted}/`) || id.startsWith(`${wanted}.`)
}

function unknownFilter(
  filter: string,
  suites: readonly Suite[],
  verified: readonly { id: string }[],
  scenarios: readonly string[],
): UsageError {
  const declared = suites.flatMap(({ spec }) => requirementsOf(spec)).find(({ id }) => fits(id, filter))
  if (declared !== undefined) {
    return new UsageError(`"${filter}" is declared, but no verification asserts it yet (${declared.id}).`)
  }
  const names = new Set([
    ...verified.flatMap(({ id }) => [id, id.split('/').slice(0, 2).join('/'), id.split('/')[0] ?? '']),
    ...scenarios,
  ])
  const nearest = [...names]
    .sort((left, right) => distance(filter, left) - distance(filter, right))
    .slice(0, 3)
  return new UsageError(
    `No requirement or scenario begins with "${filter}". Near to it: ${nearest.join(', ') || 'nothing'}. \`touchstone list\` prints all.`,
  )
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
