import { requirement, requirementsOf, type Spec } from './define-spec.ts'
import { canBeSeen, type Sentence } from './normative-index.ts'
import type { SectionFile, Suite } from './suite.ts'

/**
 * What is wrong with a suite, one sentence each; none when all holds: what it covers and excludes is
 * in the index, every requirement has a verification and a lie, and every verification stands in
 * the file of its section.
 * @param sentences the normative index of the suite's document; empty where it has none
 */
export function faultsOf(suite: Suite, sentences: readonly Sentence[]): readonly string[] {
  return [
    ...faultsOfCovers(suite, sentences),
    ...faultsOfExclusions(suite, sentences),
    ...faultsOfDeclarations(suite),
    ...faultsOfRequirements(suite),
    ...suite.files.flatMap((file) => faultsOfFile(suite, file)),
  ]
}

function faultsOfCovers({ spec }: Suite, sentences: readonly Sentence[]): readonly string[] {
  const known = new Set(sentences.map(({ id }) => id))
  return requirementsOf(spec).flatMap(({ id, covers }) =>
    covers
      .filter((sentence) => !known.has(sentence))
      .map(
        (sentence) => `${id} covers "${sentence}", which the normative index of ${spec.id} does not have.`,
      ),
  )
}

function faultsOfExclusions({ spec, exclusions }: Suite, sentences: readonly Sentence[]): readonly string[] {
  const file = `suites/${spec.id}/exclusions.json`
  const coveredBy = new Map(
    requirementsOf(spec).flatMap(({ id, covers }) => covers.map((sentence) => [sentence, id] as const)),
  )
  return exclusions.flatMap(({ sentence }, position) => {
    const indexed = sentences.find(({ id }) => id === sentence)
    if (indexed === undefined) {
      return [`${file} excludes "${sentence}", which the normative index of ${spec.id} does not have.`]
    }
    const requirement = coveredBy.get(sentence)
    if (requirement !== undefined) {
      return [`${file} excludes "${sentence}", which ${requirement} covers; drop one of the two.`]
    }
    if (!canBeSeen(indexed)) {
      return [
        `${file} excludes "${sentence}", which no test can see anyway (${indexed.observable}); drop it.`,
      ]
    }
    if (exclusions.findIndex((other) => other.sentence === sentence) !== position) {
      return [`${file} excludes "${sentence}" twice; name it once.`]
    }
    return []
  })
}

function faultsOfDeclarations({ spec, declared }: Suite): readonly string[] {
  const twice = declared.filter((name, position) => declared.indexOf(name) !== position)
  return twice.map((name) => `${spec.id}/${name} is declared twice: the second hides the first.`)
}

function faultsOfRequirements({ spec, files }: Suite): readonly string[] {
  return Object.keys(spec.requirements).flatMap((name) => {
    if (!files.some(({ verifies }) => verifies.includes(name))) {
      return [
        `${spec.id}/${name} has no verification: no file of suites/${spec.id} calls verify('${name}', …).`,
      ]
    }
    if (!files.some(({ verifies, lies }) => verifies.includes(name) && (lies[name]?.length ?? 0) > 0)) {
      return [
        `${spec.id}/${name} has no lie: no *.lies.ts beside its verification says how a server would break it.`,
      ]
    }
    return []
  })
}

function faultsOfFile({ spec }: Suite, { name, verifies, lies }: SectionFile): readonly string[] {
  const file = `suites/${spec.id}/${name}`
  const unknown = verifies.filter((requirement) => !(requirement in spec.requirements))
  const misplaced = verifies.filter((requirement) => !belongs(requirement, name))
  const together = verifies.filter((requirement) => !name.endsWith(ALONE) && mustBeAlone(spec, requirement))
  const idle = Object.keys(lies).filter((requirement) => !verifies.includes(requirement))
  return [
    ...unknown.map(
      (requirement) => `${file}.test.ts verifies "${requirement}", which ${spec.id} does not require.`,
    ),
    ...misplaced.map(
      (requirement) =>
        `${file}.test.ts verifies "${requirement}", which belongs into a file of that section.`,
    ),
    ...together.map(
      (requirement) =>
        `${file}.test.ts verifies "${requirement}", which takes the server down or looks at it as a whole: call the file ${name}${ALONE}.test.ts, so that it runs alone.`,
    ),
    ...idle.map(
      (requirement) => `${file}.lies.ts lies about "${requirement}", which ${name}.test.ts does not verify.`,
    ),
  ]
}

/** How the name of a file ends whose verifications run when no others do. */
const ALONE = '.alone'

function mustBeAlone(spec: Spec, name: string): boolean {
  return (
    name in spec.requirements &&
    requirement(spec, name).needs.some(
      (capability) => capability.startsWith('control-') || capability === 'resource-samples',
    )
  )
}

/** Whether the file's name begins with the requirement's section or with one that encloses it. */
function belongs(requirement: string, file: string): boolean {
  const section = requirement.slice(0, requirement.indexOf('/'))
  const called = file.endsWith(ALONE) ? file.slice(0, -ALONE.length) : file
  const [enclosing] = called.split('-', 1)
  return called === section || called.startsWith(`${section}-`) || section.startsWith(`${enclosing}.`)
}
