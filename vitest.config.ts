import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

const workers = availableParallelism()

/**
 * Verifications wait for the server, not for the processor. A worker takes one file after the other and waits
 * for the slowest verification of each, while the others keep the server busy.
 */
const verifiers = 2 * workers

/** Verifications that take the server down, or look at it as a whole: they run after all others, one file at a time. */
const alone = ['suites/**/*.alone.test.ts']

/** What every verification runs with. */
const verifications = {
  setupFiles: ['harness/cli/vitest/worker-setup.ts'],
  globalSetup: ['harness/cli/vitest/global-setup.ts'],
  isolate: false,
  testTimeout: 120_000,
}

/** Tests of time: they run when nothing else does, one after the other, as each has a server beside the engine. */
const measuring = ['harness/load/engine*.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['harness/**/*.test.ts', 'docs/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: measuring,
          // Many of them wait for processes that they start: a package manager, a server, a browser.
          maxWorkers: 2 * workers,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'measuring',
          include: measuring,
          maxWorkers: 1,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'suites',
          ...verifications,
          include: ['suites/**/*.test.ts'],
          exclude: alone,
          maxWorkers: verifiers,
          maxConcurrency: 6,
          sequence: { groupOrder: 2 },
          env: { TOUCHSTONE_WORKERS: String(verifiers) },
        },
      },
      {
        test: {
          name: 'alone',
          ...verifications,
          include: alone,
          maxWorkers: 1,
          // All of a file at once: together they pay for one restart.
          maxConcurrency: 1_000,
          sequence: { groupOrder: 3 },
          env: { TOUCHSTONE_WORKERS: '1' },
        },
      },
    ],
  },
})
