/** Runs tests in vitest's workers and gives what they found. */
import { join } from 'node:path'
import { projectRoot } from '../project.ts'
import type { RunContext } from '../run-context.ts'
import type { Collector } from './collector.ts'

export interface TestSelection {
  /** Projects of vitest.config.ts. */
  readonly projects: readonly ('unit' | 'measuring' | 'suites' | 'alone')[]
  /** Paths of test files, relative to the project; all when empty. */
  readonly files: readonly string[]
  /** Only tests whose name matches. */
  readonly name?: RegExp
}

/** @param context what verifications run with; unit tests need none */
export async function runVitest(
  selection: TestSelection,
  context: RunContext | undefined,
  collector: Collector,
  signal: AbortSignal,
): Promise<void> {
  // Loaded only where tests are run: it takes longer than all the rest of the command line.
  const { createVitest } = await import('vitest/node')
  const vitest = await createVitest('test', {
    root: projectRoot,
    config: join(projectRoot, 'vitest.config.ts'),
    project: [...selection.projects],
    watch: false,
    reporters: [collector],
    ...(selection.name === undefined ? {} : { testNamePattern: selection.name }),
  })
  const cancel = () => void vitest.cancelCurrentRun('keyboard-input')
  signal.addEventListener('abort', cancel, { once: true })
  try {
    if (context !== undefined) vitest.provide('touchstone', context)
    await vitest.start(selection.files.map((file) => join(projectRoot, file)))
  } finally {
    signal.removeEventListener('abort', cancel)
    await vitest.close()
  }
}
