/** Turns a requirement, a situation and a body into tests: one against the server, or one under each lie. */
import { test } from 'vitest'
import { type Requirement, type RequirementId, requirement, type Spec } from '../catalogue/index.ts'
import type { Capability } from '../core/capability.ts'
import type { Cell, VerificationResult } from '../core/run-result.ts'
import { type Amend, type Lie, type ProxyCredentials, startLyingServer } from '../lies/index.ts'
import type { ServerCertificate } from '../wire/certificates.ts'
import { takePart } from './control.ts'
import { examine, type LogPattern } from './examine.ts'
import { lacking, settle } from './outcome.ts'
import { type Runtime, runtime } from './runtime.ts'
import type { Stage } from './stage.ts'

export type Body = (stage: Stage) => Promise<void>
/** @param cell where it stands in a table of the document */
export type Verify<S extends Spec> = (
  id: RequirementId<S>,
  situation: string,
  body: Body,
  cell?: Cell,
) => void

/** What a test leaves in its task for the collector. */
export interface VerificationMeta {
  readonly result: VerificationResult
  readonly localparts: readonly string[]
  readonly mayLog: readonly LogPattern[]
}

/** One verification under one lie, or under none: the server as it is, behind the same proxy. */
export interface ProofMeta {
  readonly requirement: string
  readonly situation: string
  /** Absent: no lie was told. */
  readonly lie?: string
  /** What was repaired of the server, in words; a lie was told on top of that. */
  readonly amends: readonly string[]
  readonly finding: 'killed' | 'survived' | 'inconclusive'
  /** Whether the lie had an occasion to be told. */
  readonly told: boolean
  readonly message: string
  readonly durationMs: number
  readonly transcript: string
}

declare module 'vitest' {
  interface TaskMeta {
    verification?: VerificationMeta
    proof?: ProofMeta
  }
}

/** The `verify` of one document's suite. */
export function conformance<S extends Spec>(spec: S): Verify<S> {
  return (id, situation, body, cell) => {
    const asked = requirement(spec, id)
    const current = runtime()
    if (current.proof === undefined) registerVerification(asked, situation, body, cell, current)
    else registerProofs(asked, situation, body, current, current.proof)
  }
}

function registerVerification(
  asked: Requirement,
  situation: string,
  body: Body,
  cell: Cell | undefined,
  current: Runtime,
): void {
  const title = `${asked.id} · ${situation}`
  inTurn(asked)(title, async ({ task, skip }) => {
    using _part = takePart(asked.needs)
    const missing = asked.needs.find((capability) => !current.target.capabilities.includes(capability))
    const examined = missing === undefined ? await examine(title, body, current.target, current) : undefined
    const outcome =
      examined === undefined
        ? lacking(missing as Capability, current)
        : settle(asked, situation, examined, current)
    task.meta.verification = {
      result: {
        requirement: asked.id,
        spec: asked.spec,
        section: asked.section,
        level: asked.level,
        says: asked.says,
        url: asked.url,
        situation,
        startedAt: examined?.startedAt ?? Date.now(),
        durationMs: examined?.durationMs ?? 0,
        outcome,
        observed: examined?.observed ?? [],
        errors: examined?.errors ?? [],
        ...(cell === undefined ? {} : { cell }),
      },
      localparts: examined?.localparts ?? [],
      mayLog: examined?.mayLog ?? [],
    }
    if (outcome.kind === 'not-applicable') skip(`the target lacks ${outcome.lacks}`)
    if (outcome.kind === 'failed') throw new Error(outcome.message)
    if (outcome.kind === 'inconclusive') throw new Error(`inconclusive: ${outcome.because}`)
    if (outcome.kind === 'unexpected-pass') {
      throw new Error(`${asked.id} passes now: remove it from the known failures (${outcome.link})`)
    }
  })
}

/** What looks at the server as a whole has it to itself; all else runs side by side. */
function inTurn({ needs }: Requirement): typeof test.concurrent {
  return needs.includes('resource-samples') ? test.sequential : test.concurrent
}

const truth: Lie = () => ({})

function registerProofs(
  asked: Requirement,
  situation: string,
  body: Body,
  current: Runtime,
  { lies, amends, credentials }: NonNullable<Runtime['proof']>,
): void {
  const told = Object.entries<Lie>(lies[asked.id] ?? {})
  const title = `${asked.id} · ${situation}`
  const made = amends[asked.id] ?? {}
  const register = (
    name: string,
    lie: string | undefined,
    tell: Lie,
    amending: Readonly<Record<string, Amend>> = made,
  ) =>
    inTurn(asked)(name, async ({ task, skip }) => {
      using _part = takePart(asked.needs)
      const missing = asked.needs.find((capability) => !current.target.capabilities.includes(capability))
      if (missing !== undefined) skip(`the target lacks ${missing}`)
      const proof = await prove(asked, title, body, current, credentials, tell, Object.values(amending))
      task.meta.proof = {
        requirement: asked.id,
        situation,
        ...(lie === undefined ? {} : { lie }),
        amends: Object.keys(amending),
        ...proof,
      }
    })
  // What is red already catches any lie: only a verification that holds without one can catch one.
  if (told.length > 0) register(`${title} · when the server does not lie`, undefined, truth, {})
  if (told.length > 0 && Object.keys(made).length > 0)
    register(`${title} · when amends are made`, undefined, truth)
  for (const [lie, tell] of told) register(`${title} · when the server ${lie}`, lie, tell)
}

async function prove(
  asked: Requirement,
  title: string,
  body: Body,
  current: Runtime,
  credentials: ProxyCredentials,
  tell: Lie,
  amends: readonly Amend[],
): Promise<Pick<ProofMeta, 'finding' | 'told' | 'message' | 'durationMs' | 'transcript'>> {
  const passwords = new Map<string, string>()
  const provisioner: Runtime['provisioner'] = {
    ...current.provisioner,
    create: async (localparts, domain) => {
      const accounts = await current.provisioner.create(localparts, domain)
      for (const { localpart, password } of accounts) passwords.set(localpart, password)
      return accounts
    },
  }
  const certificates: ServerCertificate[] = []
  const { certifier } = current
  const remembered = async (made: Promise<ServerCertificate>) => {
    certificates.push(await made)
    return made
  }
  const remembering = certifier && {
    issue: (...asked: Parameters<typeof certifier.issue>) => remembered(certifier.issue(...asked)),
    signOneself: (...asked: Parameters<typeof certifier.signOneself>) =>
      remembered(certifier.signOneself(...asked)),
  }
  const belongings = {
    passwordOf: (localpart: string) => passwords.get(localpart),
    certificates,
  }
  await using liar = await startLyingServer(current.target, credentials, tell, belongings, amends)
  const { control } = current
  const { finding, evidence, durationMs } = await examine(title, body, liar.info, {
    ...current,
    provisioner,
    ...(remembering === undefined ? {} : { certifier: remembering }),
    ...(control === undefined
      ? {}
      : { control: { ...control, sample: async () => liar.seen(await control.sample()) } }),
  })
  const own = finding.kind === 'broken' && (finding.violates === undefined || finding.violates === asked.id)
  return {
    finding: own ? 'killed' : finding.kind === 'held' ? 'survived' : 'inconclusive',
    told: liar.told(),
    message: finding.kind === 'held' ? '' : finding.kind === 'broken' ? finding.message : finding.because,
    durationMs,
    transcript: evidence.transcript,
  }
}
