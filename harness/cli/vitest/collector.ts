/** Collects what the workers found, as it is found. A reporter of vitest's that prints nothing by itself. */
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import type { ProofMeta, VerificationMeta } from '../../conformance/verify.ts'

export interface CollectorListener {
  /** How many tests there will be, as far as is known. */
  planned?(count: number): void
  verified?(meta: VerificationMeta): void
  proved?(meta: ProofMeta): void
  /** A test that is no verification: a unit test of the harness. */
  tested?(name: string, state: 'passed' | 'failed' | 'skipped', message: string): void
}

export class Collector implements Reporter {
  readonly verifications: VerificationMeta[] = []
  readonly proofs: ProofMeta[] = []
  /** Unit tests by state. */
  readonly tests = { passed: 0, failed: 0, skipped: 0 }
  /** Why something could not be run: a suite that does not load, an error outside of any test. */
  readonly problems: string[] = []
  private readonly listener: CollectorListener
  private planned = 0

  constructor(listener: CollectorListener = {}) {
    this.listener = listener
  }

  onTestModuleCollected(module: TestModule): void {
    this.planned += [...module.children.allTests()].length
    this.listener.planned?.(this.planned)
  }

  onTestCaseResult(test: TestCase): void {
    const { verification, proof } = test.meta()
    if (verification !== undefined) {
      this.verifications.push(verification)
      this.listener.verified?.(verification)
    } else if (proof !== undefined) {
      this.proofs.push(proof)
      this.listener.proved?.(proof)
    } else {
      const { state, errors } = test.result()
      if (state === 'pending') return
      // A verification that was ended from outside, by the bound on its time, has said nothing of the server.
      if (['suites', 'alone'].includes(test.project.name) && state === 'failed') {
        this.problems.push(`${test.fullName} ended without an outcome: ${errors?.[0]?.message ?? 'unknown'}`)
        return
      }
      this.tests[state] += 1
      const name = `${test.module.relativeModuleId} > ${test.fullName}`
      const message = (errors ?? []).map(({ stack, message }) => stack ?? message).join('\n')
      this.listener.tested?.(name, state, message)
    }
  }

  /** A hook that throws leaves its tests out; they are none that passed. */
  onTestSuiteResult(suite: TestSuite): void {
    for (const error of suite.errors())
      this.problems.push(
        `${suite.module.relativeModuleId} > ${suite.fullName} could not be run: ${error.message}`,
      )
  }

  onTestModuleEnd(module: TestModule): void {
    for (const error of module.errors())
      this.problems.push(`${module.relativeModuleId} could not be run: ${error.message}`)
  }

  onTestRunEnd(_modules: readonly TestModule[], errors: readonly { message: string }[]): void {
    for (const error of errors) this.problems.push(`an error outside of any test: ${error.message}`)
  }
}
