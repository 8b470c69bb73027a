import { providerFor } from '../harness/target/auto.ts'
import type { RunningTarget } from '../harness/target/provider.ts'
import { provisionerFor } from '../harness/target/provisioner.ts'
import type { Benchmark, Figure, Row } from './benchmark.ts'
import { read } from './engine-run.ts'
import type { Job } from './job.ts'
import { cpuSecondsOf, Peer, pause, rssBytesOf } from './processes.ts'

const SESSIONS = Number(process.env['BENCH_SESSIONS'] ?? 10_000)
const RATE = 500
const LENGTH = 20_000
const KIB = 1024

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
      const { idle, chatting, lost, sent, received, loginCpu } = await hold(target, transport)
      rows.push({
        what: transport,
        values: {
          'idle KiB': idle,
          'chatting KiB': chatting,
          'CPU ms a login': loginCpu * 1000,
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
        `${name} ${version}, embedded. Resident memory of the whole process beyond what it holds before the first login, a session; then ${RATE} messages a second for ${LENGTH / 1000} s.`,
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

async function hold({ info, access }: RunningTarget, transport: 'TCP' | 'direct TLS') {
  const endpoint = transport === 'TCP' ? info.endpoints.c2s : info.endpoints.c2sDirectTls
  if (endpoint === undefined) throw new Error(`the embedded server has a port for ${transport}`)
  const accounts = provisionerFor(access.provisioning)
  const localparts = Array.from(
    { length: SESSIONS },
    (_, number) => `bench-${transport === 'TCP' ? 'p' : 't'}${number}`,
  )
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
    const before = rssBytesOf(peer.pid)
    const cpu = cpuSecondsOf(peer.pid)
    await peer.hear('running', 600_000)
    const loginCpu = (cpuSecondsOf(peer.pid) - cpu) / SESSIONS
    await pause(2_000)
    const idle = rssBytesOf(peer.pid)
    peer.send({ go: true })
    await pause(LENGTH)
    const chatting = rssBytesOf(peer.pid)
    const { tally } = read(await peer.hear('outcomes')).totals
    return {
      idle: (idle - before) / SESSIONS / KIB,
      chatting: (chatting - before) / SESSIONS / KIB,
      loginCpu,
      sent: tally.sent,
      received: tally.received,
      lost: tally.lost,
    }
  } finally {
    await accounts.remove(job.accounts)
    await accounts.close()
  }
}
