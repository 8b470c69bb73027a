import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Command } from 'commander'
import { PROOF_FILE, parseProof, type SpecStanding, sentencesOf, standings } from '../../catalogue/index.ts'
import { UsageError } from '../../core/errors.ts'
import type { CoverageCount } from '../../core/run-result.ts'
import { projectRoot } from '../project.ts'
import { fits, select, suitesOfProject } from '../selection.ts'

export function addList(program: Command): void {
  program
    .command('list')
    .argument('[filter]', 'beginning of requirement ids')
    .option('--coverage', 'only how much of each specification is verified, with every open sentence')
    .description('print requirements with level, section and state, and the coverage of each specification')
    .addHelpText('after', '\nExample:\n  $ touchstone list rfc6121/8.5')
    .action(async (filter: string | undefined, { coverage }: { coverage?: true }) => {
      const file = join(projectRoot, PROOF_FILE)
      const proof = existsSync(file) ? parseProof(await readFile(file, 'utf8'), PROOF_FILE) : {}
      const suites = await suitesOfProject()
      const standing = standings(suites, sentencesOf, proof)
      const chosen = standing.map((spec) => narrowed(spec, filter)).filter((spec) => spec !== undefined)
      if (chosen.length === 0 && filter !== undefined) {
        select(suites, [filter])
        throw new UsageError(`No requirement begins with "${filter}".`)
      }
      process.stdout.write(chosen.map(coverage ? coverageOf : requirementsOf).join('\n'))
    })
}

function narrowed(spec: SpecStanding, filter: string | undefined): SpecStanding | undefined {
  if (filter === undefined) return spec
  const requirements = spec.requirements.filter(({ requirement }) => fits(requirement.id, filter))
  return requirements.length === 0 ? undefined : { ...spec, requirements }
}

function requirementsOf(spec: SpecStanding): string {
  const rows = spec.requirements.map(
    ({ requirement, state }) =>
      `${state.padEnd(9)} ${requirement.level.padEnd(11)} ${requirement.id}\n${' '.repeat(22)}${requirement.says}`,
  )
  const excluded = spec.excluded.map(({ sentence, reason }) => `excluded  ${sentence}  ${reason}`)
  return [headline(spec), ...rows, ...excluded, ''].join('\n')
}

function coverageOf(spec: SpecStanding): string {
  return [
    headline(spec),
    ...spec.open.map(({ id, level }) => `open      ${level.padEnd(11)} ${id}`),
    '',
  ].join('\n')
}

function headline({ coverage }: SpecStanding): string {
  return `${coverage.spec}  ${coverage.title}\n  MUST class    ${counted(coverage.must)}\n  SHOULD class  ${counted(coverage.should)}`
}

function counted({ observable, verified, excluded, open }: CoverageCount): string {
  return `${verified} of ${observable} sentences verified, ${excluded} excluded, ${open} open`
}
