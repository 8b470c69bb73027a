import type { Evidence, Outcome, VerificationResult } from '../core/run-result.ts'
import { nameOf } from './anchors.ts'
import type { Artifact, Renderer } from './renderer.ts'
import { visible } from './visible.ts'

/** One plain text file for each verification that has evidence: what was said, and the server's log. */
export const transcripts: Renderer = {
  format: 'transcripts',
  render: (run) => run.verifications.flatMap(file),
}

/** Where the transcript of a verification is; undefined where nothing was kept. */
export function transcriptPath(verification: VerificationResult): string | undefined {
  if (evidenceOf(verification.outcome) === undefined) return undefined
  return `transcripts/${nameOf(verification).replace(/[^\w.~-]/g, '-')}.txt`
}

/** What was kept of a verification that did not pass. */
export function evidenceOf(outcome: Outcome): Evidence | undefined {
  return 'evidence' in outcome ? outcome.evidence : undefined
}

function file(verification: VerificationResult): readonly Artifact[] {
  const path = transcriptPath(verification)
  const evidence = evidenceOf(verification.outcome)
  if (path === undefined || evidence === undefined) return []
  const { requirement, level, situation, url } = verification
  const log = evidence.serverLog === '' ? 'none' : evidence.serverLog
  const text = `${requirement}  ${level}\n${situation}\n${url}\n\n${evidence.transcript}\n\nlog of the server\n${log}\n`
  return [{ path, contents: visible(text) }]
}
