/** Renders a run or a proof and writes the files. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { CannotRunError, UsageError } from '../core/errors.ts'
import type { ProofResult } from '../core/proof-result.ts'
import type { RunResult } from '../core/run-result.ts'
import { proofPage } from '../report/html/proof-page.ts'
import type { Artifact, Renderer } from '../report/renderer.ts'
import { renderers } from '../report/renderers.ts'

/** @returns the written files */
export async function writeReports(
  run: RunResult,
  folder: string,
  chosen: readonly Renderer[] = renderers,
): Promise<string[]> {
  return write(
    chosen.flatMap((renderer) => renderer.render(run)),
    folder,
  )
}

/** @returns the written file, a page for people */
export async function writeProof(proof: ProofResult, folder: string): Promise<string> {
  const [written = ''] = await write([{ path: 'proof.html', contents: proofPage(proof) }], folder)
  return written
}

async function write(artifacts: readonly Artifact[], folder: string): Promise<string[]> {
  const written: string[] = []
  try {
    for (const { path, contents } of artifacts) {
      const file = join(folder, path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, contents)
      written.push(shortest(file))
    }
  } catch (cause) {
    throw new CannotRunError(
      `Reports could not be written to ${folder}: ${(cause as Error).message}. Choose another folder with --reports.`,
      { cause },
    )
  }
  return written
}

/** Relative to the working directory where that is shorter to read. */
function shortest(file: string): string {
  const below = relative('.', file)
  return below.startsWith('..') ? file : below
}

/** Fails before a long run, not after it. @throws UsageError when the folder cannot be written to */
export async function checkWritable(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    // Other runs may look at the same moment.
    const probe = join(folder, `.touchstone-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (cause) {
    throw new UsageError(
      `Expected a folder for the reports that can be written to, got ${folder}: ${(cause as Error).message}. Choose another with --reports.`,
      { cause },
    )
  }
}
