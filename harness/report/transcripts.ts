import type { Evidence, Outcome, VerificationResult } from '../core/run-result.ts'
import { type Anchors, anchorsOf } from './anchors.ts'
import type { Artifact, Renderer } from './renderer.ts'
import { visible } from './visible.ts'

/** One plain text file for each verification that has evidence: what was said, and the server's log. */
export const transcripts: Renderer = {
  format: 'transcripts',
  render: (run) => {
    const anchors = anchorsOf(run)
    return run.verifications.flatMap((verification) => file(verification, anchors))
  },
}

/** The path of the transcript of a verification; undefined where nothing was kept. */
export function transcriptPath(verification: VerificationResult, anchors: Anchors): string | undefined {
  if (evidenceOf(verification.outcome) === undefined) return undefined
  const name = (anchors.get(verification) ?? verification.requirement).replace(/[^\w.~-]/g, '-')
  return `transcripts/${name}.txt`
}

/** What was kept of a verification that did not pass. */
export function evidenceOf(outcome: Outcome): Evidence | undefined {
  return 'evidence' in outcome ? outcome.evidence : undefined
}

function file(verification: VerificationResult, anchors: Anchors): readonly Artifact[] {
  const path = transcriptPath(verification, anchors)
  const evidence = evidenceOf(verification.outcome)
  if (path === undefined || evidence === undefined) return []
  const head = `${verification.requirement}  ${verification.level}\n${verification.situation}\n${verification.url}`
  const log = evidence.serverLog === '' ? 'none' : evidence.serverLog
  return [{ path, contents: visible(`${head}\n\n${evidence.transcript}\n\nlog of the server\n${log}\n`) }]
}
