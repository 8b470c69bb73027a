import type { RunResult } from '../core/run-result.ts'

/** A file to be written, its path relative to the folder of the reports. */
export interface Artifact {
  readonly path: string
  readonly contents: string
}

/** Turns a finished run into files. Pure: no clock, no network, no disk; same run, same bytes. */
export interface Renderer {
  readonly format: 'json' | 'junit' | 'markdown' | 'html' | 'badge' | 'transcripts'
  render(run: RunResult): readonly Artifact[]
}
