import { providerFor } from '../harness/target/auto.ts'
import type { RunningTarget } from '../harness/target/provider.ts'
import { provisionerFor } from '../harness/target/provisioner.ts'
import type { Benchmark, Figure, Row } from './benchmark.ts'
import { read } from './engine-run.ts'
import type { Job } from './job.ts'
import { cpuSecondsOf, Peer, pause, rssBytesOf } from './processes.ts'

const SESSIONS = Number(process.env['BENCH_SESSIONS'] ?? 10_000)
/** Of which the memory of a process that does the same with hardly anybody is told. */
const FEW = 20
const RATE = 200
const LENGTH = 20_000
const KIB = 1024
/** How long all of them may take to log in, in milliseconds: the server needs a few for each. */
const LOGIN_BOUND = 600_000

export const sessions: Benchmark = {
  name: 'sessions',
  question: `What do ${SESSIONS.toLocaleString('en')} sessions of one process hold, idle and then chatting, with a real server?`,
  async run(progress) {
    const rows: Row[] = []
    const figures: Figure[] = []
    let software = { name: 'no server', version: '' }
    for (const { transport, atMost } of [
      { transport: 'TCP', atMost: 12 },
      { transport: 'direct TLS', atMost: 70 },
    ] as const) {
      // A server of its own for each: taking leave of ten thousand sessions keeps one busy for a while.
      await using target = await boot(progress)
      software = target.info.software
      progress(`${SESSIONS} sessions over ${transport}`)
      const few = await hold(target, transport, FEW)
      const all = await hold(target, transport, SESSIONS)
      const { lost, sent, received } = all
      const [idle = 0, chatting = 0] = (['idle', 'chatting'] as const).map(
        (phase) => (all[phase] - few[phase]) / (SESSIONS - FEW) / KIB,
      )
      rows.push({
        what: transport,
        values: {
          'idle KiB': idle,
          'chatting KiB': chatting,
          'CPU ms a login': (all.loginCpu / SESSIONS) * 1000,
          sent,
          received,
          lost,
        },
      })
      figures.push(
        { says: `KiB an idle session over ${transport}`, measured: idle, bound: { atMost } },
        { says: `KiB a chatting session over ${transport}`, measured: chatting, bound: { atMost } },
        {
          says: `messages lost over ${transport}`,
          measured: lost + (sent === 0 ? 1 : 0),
          bound: { atMost: 0 },
        },
      )
    }
    const { name, version } = software
    return {
      rows,
      figures,
      notes: [
        `${name} ${version}, embedded. Resident memory of the whole process beyond that of one with ${FEW} sessions, for each further session; then ${RATE} messages a second for ${LENGTH / 1000} s.`,
      ],
    }
  },
}

async function boot(progress: (step: string) => void): Promise<RunningTarget> {
  const request = {
    provider: 'embedded',
    settings: { PROSODY_ENCRYPTION: 'optional', PROSODY_LIMITS: 'off' },
  } as const
  const provider = await providerFor(request, progress)
  return provider.start(request, progress, new AbortController().signal)
}

async function hold({ info, access }: RunningTarget, transport: 'TCP' | 'direct TLS', count: number) {
  const endpoint = transport === 'TCP' ? info.endpoints.c2s : info.endpoints.c2sDirectTls
  if (endpoint === undefined) throw new Error(`the embedded server has a port for ${transport}`)
  const accounts = provisionerFor(access.provisioning)
  const localparts = Array.from({ length: count }, (_, number) => `bench-${count}-${number}`)
  const job: Job = {
    work: 'sessions',
    route: { domain: info.domain, endpoint, transport, caPem: info.trust.caPem },
    accounts: await accounts.create(localparts, info.domain),
    rate: RATE,
    warmUp: { rate: RATE, length: 0 },
    bodyBytes: 120,
    atMost: LENGTH,
  }
  try {
    await using peer = Peer.start(new URL('./contenders/engine.ts', import.meta.url))
    peer.send({ job })
    await peer.hear('assembled')
    const cpu = cpuSecondsOf(peer.pid)
    await peer.hear('running', LOGIN_BOUND)
    const loginCpu = cpuSecondsOf(peer.pid) - cpu
    await pause(2_000)
    const idle = rssBytesOf(peer.pid)
    peer.send({ go: true })
    await pause(LENGTH)
    const chatting = rssBytesOf(peer.pid)
    const { tally } = read(await peer.hear('outcomes')).totals
    return { idle, chatting, loginCpu, sent: tally.sent, received: tally.received, lost: tally.lost }
  } finally {
    await accounts.remove(job.accounts)
    await accounts.close()
  }
}
