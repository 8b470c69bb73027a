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
  /** Whether it offers stream management, so that sessions can be resumed. */
  readonly resumable: boolean
  private readonly peer: Peer

  private constructor(peer: Peer, target: TargetInfo, resumable: boolean) {
    this.peer = peer
    this.target = target
    this.resumable = resumable
  }

  static async start(behaviour: Behaviour): Promise<BenchServer> {
    const peer = Peer.start(new URL('./null-server-process.ts', import.meta.url), {
      node: behaviour.delay === undefined ? [] : PUNCTUAL,
    })
    peer.send({ behaviour: { ...behaviour, password: PASSWORD } })
    return new BenchServer(peer, await peer.hear<TargetInfo>('target'), behaviour.resumable === true)
  }

  get endpoint(): Endpoint {
    const [endpoint] = Object.values(this.target.endpoints)
    if (endpoint === undefined) throw new Error('the null server has an endpoint')
    return endpoint
  }

  /** How many messages it has passed on to these accounts so far. */
  delivered(accounts: readonly Account[]): Promise<number> {
    this.peer.send({ ask: 'delivered', to: accounts.map(({ localpart }) => localpart) })
    return this.peer.hear('answer')
  }

  /** How many logins have succeeded so far. */
  logins(): Promise<number> {
    this.peer.send({ ask: 'logins' })
    return this.peer.hear('answer')
  }

  /** How long it kept each message, in milliseconds, as it says itself. */
  kept(): Promise<readonly number[]> {
    this.peer.send({ ask: 'kept' })
    return this.peer.hear('answer')
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.peer[Symbol.asyncDispose]()
  }
}

/** @param first number of the first one: tsung counts its users from 1 */
export function accountsOf(domain: string, count: number, first = 1): Account[] {
  return Array.from({ length: count }, (_, index) => {
    const localpart = `bench${first + index}`
    return { localpart, domain, bareJid: `${localpart}@${domain}`, password: PASSWORD }
  })
}
