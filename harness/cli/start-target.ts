/** From a request to a server that answers, and all that workers need to know of it. */
import type { Provisioner } from '../core/account.ts'
import { administratorToken } from '../core/administrator-token.ts'
import type { Capability } from '../core/capability.ts'
import type { TargetAccess, TargetInfo } from '../core/target-info.ts'
import { exchange, originOf } from '../http/exchange.ts'
import { jsonOf, jsonRequest } from '../http/json.ts'
import { discover } from '../session/discover.ts'
import { providerFor } from '../target/auto.ts'
import { type ControlChannel, openControlChannel } from '../target/control-channel.ts'
import type { Progress, RunningTarget, TargetRequest } from '../target/provider.ts'
import { provisionerFor } from '../target/provisioner.ts'
import { type AskAdminApi, discoverAdminApi } from './discover-admin-api.ts'
import { discoverOverHttp } from './discover-http.ts'
import { knownFailuresOf } from './known-failures.ts'
import type { NamedProfile } from './profile.ts'
import type { RunContext } from './run-context.ts'
import { xmppAccess } from './xmpp-access.ts'

/** Milliseconds to wait for anything that the server owes: far more than it takes, far less than a person waits. */
const PATIENCE_MS = 5_000

/** What finding out what an administrator can do takes at most, in seconds. */
const TOKEN_LIFETIME = 60

export interface StartedTarget extends AsyncDisposable {
  readonly target: RunningTarget
  readonly provisioner: Provisioner
  /** Without what the command says, not the target. */
  readonly context: Omit<RunContext, 'seed'>
  readonly boot: RunningTarget['boot']
}

export async function startTarget(
  request: TargetRequest,
  profile: NamedProfile,
  progress: Progress,
  signal: AbortSignal,
): Promise<StartedTarget> {
  const provider = await providerFor(request, progress)
  const target = await provider.start(request, progress, signal)
  let channel: ControlChannel | undefined
  try {
    if (Object.keys(target.control).length > 0)
      channel = await openControlChannel(target.control, target.watch)
    const provisioner = provisionerFor(target.access.provisioning, xmppAccess(target.info))
    const began = performance.now()
    progress('asking the server what it offers')
    const asked = await discover(
      {
        ...target.info,
        capabilities: [...target.info.capabilities, ...abilities(target.access, provisioner)],
      },
      provisioner,
      target.access.peerAuthority,
    )
    const info = await discoverAdministration(await discoverOverHttp(asked), target.access, provisioner)
    return {
      target,
      provisioner,
      context: {
        target: info,
        access: target.access,
        promises: profile.promises,
        strict: profile.strict,
        knownFailures: await knownFailuresOf(info.software),
        patience: PATIENCE_MS,
        ...(channel === undefined ? {} : { controlChannel: channel.path }),
      },
      boot: [...target.boot, { step: 'discover', ms: performance.now() - began }],
      async [Symbol.asyncDispose]() {
        await provisioner.close()
        await channel?.[Symbol.asyncDispose]()
        await target[Symbol.asyncDispose]()
      },
    }
  } catch (error) {
    await channel?.[Symbol.asyncDispose]()
    await target[Symbol.asyncDispose]()
    throw error
  }
}

/** What an administrator of this target can do over HTTP. */
async function discoverAdministration(
  target: TargetInfo,
  { admin, adminToken }: TargetAccess,
  provisioner: Provisioner,
): Promise<TargetInfo> {
  if (!target.capabilities.includes('admin-api') || !target.capabilities.includes('admin-token'))
    return target
  const administrator = { jid: admin?.jid, token: adminToken }
  const token = await administratorToken(administrator, provisioner.tokens, TOKEN_LIFETIME)
  const ask: AskAdminApi = async (method, path, json) => {
    const answer = await exchange(
      target,
      jsonRequest({ method, url: `${originOf(target)}/admin_api${path}`, token, json }),
    )
    return { status: answer.status, json: jsonOf(answer) }
  }
  const stamp = Date.now().toString(36)
  const accounts = await provisioner.create([`discovery-admin-${stamp}`], target.domain)
  try {
    const [account] = accounts
    if (account === undefined) return target
    const found = await discoverAdminApi(ask, account, `discovery-made-${stamp}`)
    return { ...target, capabilities: [...target.capabilities, ...found].sort() }
  } finally {
    await provisioner.remove(accounts)
  }
}

/** What the harness can do to this target with what it was given. */
function abilities({ admin, adminToken }: TargetAccess, { tokens }: Provisioner): Capability[] {
  const makes = tokens !== undefined
  return [
    ...(makes ? (['make-tokens'] as const) : []),
    ...(adminToken !== undefined || (makes && admin !== undefined) ? (['admin-token'] as const) : []),
  ]
}
