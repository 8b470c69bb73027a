/** Runs in each worker before a suite is read: gives the verifications what they run with. */
import { inject } from 'vitest'
import { type Certifier, useRuntime } from '../../conformance/runtime.ts'
import { ownShare } from '../../conformance/share.ts'
import type { Provisioning } from '../../core/target-info.ts'
import type { AmendsByRequirement, Lies } from '../../lies/index.ts'
import { controlOver } from '../../target/control-channel.ts'
import { provisionerFor } from '../../target/provisioner.ts'
import { type AuthorityKey, openAuthority, signOneself } from '../../wire/certificates.ts'
import { xmppAccess } from '../xmpp-access.ts'

const context = inject('touchstone')
if (context !== undefined) {
  const { access, controlChannel, proofCredentials, ...given } = context
  const proof = proofCredentials && { ...(await told()), credentials: proofCredentials }
  useRuntime(() => ({
    ...given,
    components: access.components,
    administrator: { jid: access.admin?.jid, token: access.adminToken },
    ...(access.peerAuthority === undefined ? {} : { certifier: certifierOf(access.peerAuthority) }),
    ...(controlChannel === undefined ? {} : { control: controlOver(controlChannel) }),
    provisioner: provisionerFor(ownPart(access.provisioning), xmppAccess(context.target)),
    ...(proof === undefined ? {} : { proof }),
  }))
}

function ownPart(provisioning: Provisioning): Provisioning {
  if (provisioning.by !== 'list') return provisioning
  return { ...provisioning, accounts: ownShare(provisioning.accounts) }
}

function certifierOf(key: AuthorityKey): Certifier {
  const authority = openAuthority(key)
  return { issue: async (...asked) => (await authority).issue(...asked), signOneself }
}

/** Read only where something is to be proven: there are as many of these files as there are of tests. */
async function told(): Promise<{ readonly lies: Lies; readonly amends: AmendsByRequirement }> {
  const files = import.meta.glob<{ readonly lies: Lies; readonly amends?: AmendsByRequirement }>(
    '/suites/**/*.lies.ts',
  )
  const modules = await Promise.all(Object.values(files).map((read) => read()))
  return {
    lies: Object.assign({}, ...modules.map(({ lies }) => lies)),
    amends: Object.assign({}, ...modules.map(({ amends }) => amends)),
  }
}
