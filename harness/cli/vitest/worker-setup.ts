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
  useRuntime(() => ({
    ...given,
    components: access.components,
    administrator: { jid: access.admin?.jid, token: access.adminToken },
    ...(access.peerAuthority === undefined ? {} : { certifier: certifierOf(access.peerAuthority) }),
    ...(controlChannel === undefined ? {} : { control: controlOver(controlChannel) }),
    provisioner: provisionerFor(ownPart(access.provisioning), xmppAccess(context.target)),
    ...(proofCredentials === undefined ? {} : { proof: { ...told(), credentials: proofCredentials } }),
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

function told(): { readonly lies: Lies; readonly amends: AmendsByRequirement } {
  const modules = Object.values(
    import.meta.glob<{ readonly lies: Lies; readonly amends?: AmendsByRequirement }>('/suites/**/*.lies.ts', {
      eager: true,
    }),
  )
  return {
    lies: Object.assign({}, ...modules.map(({ lies }) => lies)),
    amends: Object.assign({}, ...modules.map(({ amends }) => amends)),
  }
}
