/** Runs in each worker before a suite is read: gives the verifications what they run with. */
import { inject } from 'vitest'
import { useRuntime } from '../../conformance/runtime.ts'
import type { Lies } from '../../lies/index.ts'
import { provisionerFor } from '../../target/provisioner.ts'

const context = inject('touchstone')
if (context !== undefined) {
  const { access, proofCredentials, ...given } = context
  useRuntime(() => ({
    ...given,
    components: access.components,
    provisioner: provisionerFor(access.provisioning),
    ...(proofCredentials === undefined ? {} : { proof: { lies: allLies(), credentials: proofCredentials } }),
  }))
}

function allLies(): Lies {
  const modules = import.meta.glob<{ readonly lies: Lies }>('/suites/**/*.lies.ts', { eager: true })
  return Object.assign({}, ...Object.values(modules).map(({ lies }) => lies))
}
