import type { Capability } from '../core/capability.ts'
import { UsageError } from '../core/errors.ts'
import type { Level } from '../core/run-result.ts'

/** What one sentence of a specification asks for, in our own words. */
interface RequirementDefinition<SpecId extends string = string> {
  readonly level: Level
  /** Sentences of the normative index that it settles, for example `rfc6121-8.5.2.1.1-4`. Empty: the document has no index. */
  readonly covers: readonly `${SpecId}-${string}`[]
  /** One line of at most 160 characters without a full stop; never a sentence of the specification. */
  readonly says: string
  /** What a target must offer before this can be asked of it, on top of what the whole document needs. */
  readonly needs?: readonly Capability[]
}

/**
 * Part of a document's requirements, for a document too long for one file.
 * @example export const streams = { '4.2/…': { … } } as const satisfies Requirements<'rfc6120'>
 */
export type Requirements<SpecId extends string> = Readonly<Record<string, RequirementDefinition<SpecId>>>

/** A document and what it requires. Requirements are named `section/slug`. */
export interface Spec<SpecId extends string = string, Name extends string = string> {
  /** Also the name of its folder: `rfc6121`, `xep0045`, `admin-api`. */
  readonly id: SpecId
  readonly title: string
  /**
   * The address of a section, for people who follow a red line; of a single requirement in a document of our own,
   * which gathers what others say.
   */
  readonly url: (section: string, slug?: string) => string
  /** What a target must offer before any of this can be asked of it. */
  readonly needs?: readonly Capability[]
  readonly requirements: Readonly<Record<Name, RequirementDefinition<NoInfer<SpecId>>>>
}

/** The names of a document's requirements: a mistyped one does not compile. */
export type RequirementId<S extends Spec> = keyof S['requirements'] & string

/** One requirement with all that a report says about it. */
export interface Requirement {
  /** `spec/section/slug`: path, filter, JUnit class name and anchor at once. */
  readonly id: string
  readonly spec: string
  readonly section: string
  readonly level: Level
  readonly says: string
  readonly url: string
  readonly needs: readonly Capability[]
  readonly covers: readonly string[]
}

const SPEC_ID = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/
/** A section number (`8.5.2.1.1`, `A.2.1`) or, where a document has no numbers, a word (`users`). */
const SECTION = /^(?:(?:[0-9]+|[A-Z])(?:\.[0-9]+)*|[a-z]+(?:-[a-z]+)*)$/
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
const LONGEST_SAYING = 160

/**
 * Declares a document and its requirements.
 * @throws UsageError that names the requirement, what was expected and what came
 */
export function defineSpec<const SpecId extends string, const Name extends string>(
  spec: Spec<SpecId, Name>,
): Spec<SpecId, Name> {
  if (!SPEC_ID.test(spec.id)) {
    throw new UsageError(`Expected a spec id such as "rfc6121", got "${spec.id}".`)
  }
  for (const [name, definition] of Object.entries<RequirementDefinition>(spec.requirements)) {
    checkName(spec.id, name)
    checkSaying(`${spec.id}/${name}`, definition.says)
    checkCovers(spec.id, name, definition.covers)
  }
  return spec
}

/** The requirement of that name, with all that a report says about it. */
export function requirement<S extends Spec>(spec: S, name: RequirementId<S>): Requirement {
  const definition = (spec.requirements as Readonly<Record<string, RequirementDefinition>>)[name]
  if (definition === undefined) {
    throw new UsageError(
      `${spec.id} has no requirement "${name}"; add it to suites/${spec.id}/requirements.ts.`,
    )
  }
  const section = sectionOf(name)
  const slug = name.slice(section.length + 1)
  return {
    id: `${spec.id}/${name}`,
    spec: spec.id,
    section,
    level: definition.level,
    says: definition.says,
    url: spec.url(section, slug),
    needs: [...new Set([...(spec.needs ?? []), ...(definition.needs ?? [])])],
    covers: definition.covers,
  }
}

/** All requirements of a document, in the order in which they were declared. */
export function requirementsOf(spec: Spec): readonly Requirement[] {
  return Object.keys(spec.requirements).map((name) => requirement(spec, name))
}

function sectionOf(name: string): string {
  return name.slice(0, name.indexOf('/'))
}

function checkName(spec: string, name: string): void {
  const [section = '', slug = '', ...rest] = name.split('/')
  if (rest.length > 0 || !SECTION.test(section) || !SLUG.test(slug)) {
    throw new UsageError(
      `Expected a requirement of ${spec} to be named "section/slug", such as "8.5.2.1.1/never-to-negative-priority", got "${name}".`,
    )
  }
}

function checkSaying(id: string, says: string): void {
  if (says.length === 0 || says.length > LONGEST_SAYING || says.includes('\n')) {
    throw new UsageError(
      `Expected what ${id} says to be one line of 1 to ${LONGEST_SAYING} characters, got ${says.length} characters.`,
    )
  }
  if (says.endsWith('.')) {
    throw new UsageError(`Expected what ${id} says to end without a full stop, got "${says}".`)
  }
}

function checkCovers(spec: string, name: string, covers: readonly string[]): void {
  for (const [position, sentence] of covers.entries()) {
    if (!sentence.startsWith(`${spec}-`)) {
      throw new UsageError(
        `Expected ${spec}/${name} to cover sentences of ${spec} alone, got "${sentence}"; it belongs to a requirement of that document.`,
      )
    }
    if (covers.indexOf(sentence) !== position) {
      throw new UsageError(`${spec}/${name} covers "${sentence}" twice; name it once.`)
    }
  }
}
