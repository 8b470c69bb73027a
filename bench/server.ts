/** The null server as a benchmark holds it. */
import type { Account } from '../harness/core/account.ts'
import type { Endpoint, TargetInfo } from '../harness/core/target-info.ts'
import type { Behaviour } from '../harness/load/null-server.ts'
import { Peer } from './processes.ts'

const PASSWORD = 'one for all'

/** A server that keeps messages for a known time takes its garbage away often, in little time, and by itself. */
const PUNCTUAL = ['--single-threaded-gc', '--max-semi-space-size=1']

export class BenchServer implements AsyncDisposable {
  readonly target: TargetInfo
  private readonly peer: Peer

  private constructor(peer: Peer, target: TargetInfo) {
    this.peer = peer
    this.target = target
  }

  static async start(behaviour: Behaviour): Promise<BenchServer> {
    const peer = Peer.start(new URL('./null-server-process.ts', import.meta.url), {
      node: behaviour.delay === undefined ? [] : PUNCTUAL,
    })
    peer.send({ behaviour: { ...behaviour, password: PASSWORD } })
    return new BenchServer(peer, await peer.hear<TargetInfo>('target'))
  }

  get endpoint(): Endpoint {
    const [endpoint] = Object.values(this.target.endpoints)
    if (endpoint === undefined) throw new Error('the null server has an endpoint')
    return endpoint
  }

  /** What it has seen so far. */
  counts(): Promise<{ readonly messages: number; readonly logins: number }> {
    this.peer.send({ ask: 'counts' })
    return this.peer.hear('counts')
  }

  /** How long it kept each message, in milliseconds, as it says itself. */
  kept(): Promise<{ readonly kept: readonly number[] }> {
    this.peer.send({ ask: 'kept' })
    return this.peer.hear('kept')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.peer[Symbol.asyncDispose]()
  }
}

export function accountsOf(domain: string, count: number): Account[] {
  return Array.from({ length: count }, (_, number) => ({
    localpart: `bench${number}`,
    domain,
    bareJid: `bench${number}@${domain}`,
    password: PASSWORD,
  }))
}
