import type { RunResult, Verdict } from '../core/run-result.ts'
import { capacityState } from './capacity-state.ts'
import { blames, type Finding, findings, inPhrases } from './findings.ts'
import { tally } from './outcomes.ts'
import { counted, listed } from './wording.ts'

/**
 * The one verdict of a run. A fault of the server beats doubt: what was seen broken stays broken,
 * however much else could not be found out.
 */
export function verdict(run: RunResult): Verdict {
  const found = findings(run)
  const faults = found.filter((finding) => blames(finding) === 'server')
  const reasons = found.map(({ sentence }) => sentence)
  if (faults.length > 0) {
    return { exitCode: 1, headline: `${targetName(run)} does not conform: ${inPhrases(faults)}.`, reasons }
  }
  if (found.length > 0) return { exitCode: 3, headline: doubtful(run, found), reasons }
  return { exitCode: 0, headline: conforming(run), reasons }
}

/** `Prosody 13.0.6`, or what stands in for it when no server could be started. */
export function targetName({ target }: RunResult): string {
  return target === undefined ? 'The server' : `${target.software.name} ${target.software.version}`
}

function doubtful(run: RunResult, found: readonly Finding[]): string {
  return `Whether ${run.target === undefined ? 'the server' : targetName(run)} conforms is unknown: ${inPhrases(found)}.`
}

function conforming(run: RunResult): string {
  const counts = tally(run.verifications)
  const found = (run.capacities ?? []).filter((capacity) => capacityState(capacity) === 'found')
  const proofs = [
    ...(run.verifications.length > 0 ? [`${counted(counts.passed, 'verification')} passed`] : []),
    ...(run.scenarios.length > 0
      ? [
          `${counted(run.scenarios.length, 'load scenario')} kept ${run.scenarios.length === 1 ? 'its' : 'their'} thresholds`,
        ]
      : []),
    ...(found.length > 0 ? [`${counted(found.length, 'capacity was', 'capacities were')} found`] : []),
  ]
  const reserves = [
    ...(counts.warned > 0 ? [counted(counts.warned, 'warning')] : []),
    ...(counts['known-failure'] > 0 ? [counted(counts['known-failure'], 'known failure')] : []),
  ]
  const withReserves = [listed(proofs), listed(reserves)].filter((part) => part !== '').join(', with ')
  const asked =
    run.filters.length > 0
      ? `; only ${listed(run.filters)} ${run.filters.length === 1 ? 'was' : 'were'} asked`
      : ''
  return `${targetName(run)} conforms: ${withReserves}${asked}.`
}
