import { readFile } from 'node:fs/promises'
import { UsageError } from '../core/errors.ts'
import type { RunResult } from '../core/run-result.ts'
import { parseRun } from '../report/schema.ts'

/** @throws UsageError where the file cannot be read or is not the result of a run */
export async function readRun(file: string): Promise<RunResult> {
  return parseRun(await readText(file), file)
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new UsageError(
      `Expected the run.json of a finished run, got ${file}: ${(cause as Error).message}.`,
      { cause },
    )
  }
}
