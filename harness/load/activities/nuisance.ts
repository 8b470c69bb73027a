/** What disturbs a server, and so its other users: they are measured, this is not. */
import { escapeXml } from '../../core/element.ts'
import { CannotRunError } from '../../core/errors.ts'
import type { Activity, Stage } from '../activity.ts'
import type { LoadConnection } from '../connection.ts'

/** One more client, which is no part of the crowd. */
abstract class Nuisance implements Activity {
  readonly waiting = 0
  protected readonly stage: Stage
  private client: LoadConnection | undefined

  constructor(stage: Stage) {
    this.stage = stage
  }

  async prepare(): Promise<void> {
    const { connect, spare, recorder } = this.stage
    this.client = await connect(spare, 'nuisance')
    this.client.attach({
      element: () => {},
      end: (reason) => recorder.error(`the client that disturbs was cut off: ${reason}`),
    })
    this.begin(this.client)
  }

  abstract arrive(user: number, intended: number): void

  heard(): boolean {
    return false
  }

  async close(): Promise<void> {
    await this.client?.close()
  }

  protected get nuisance(): LoadConnection {
    if (this.client === undefined) throw new CannotRunError('The client that disturbs is not connected.')
    return this.client
  }

  protected begin(_client: LoadConnection): void {}
}

/** A client that sends as much as it can, to itself. */
export class Flood extends Nuisance {
  private readonly burst: { readonly messages: number; readonly bodyBytes: number }

  constructor(stage: Stage, burst: { readonly messages: number; readonly bodyBytes: number }) {
    super(stage)
    this.burst = burst
  }

  arrive(_user: number, intended: number): void {
    const { recorder } = this.stage
    const { nuisance } = this
    if (nuisance.ended) {
      recorder.dropped('dropped: the client that disturbs was cut off')
      return
    }
    // A server that reads no more from it has done what it should.
    if (nuisance.congested) recorder.error('the flood was held back by the server')
    else {
      const message = `<message type='headline' to='${escapeXml(nuisance.jid)}'><body>${'x'.repeat(this.burst.bodyBytes)}</body></message>`
      for (let count = 0; count < this.burst.messages; count++) nuisance.send(message)
    }
    recorder.sent(intended)
  }
}

/** A client that hangs: what others send it stays with the server. */
export class UnreadMessages extends Nuisance {
  private readonly bodyBytes: number

  constructor(stage: Stage, { bodyBytes }: { readonly bodyBytes: number }) {
    super(stage)
    this.bodyBytes = bodyBytes
  }

  arrive(number: number, intended: number): void {
    const { crowd, recorder } = this.stage
    const user = crowd.performer(number)
    if (user === undefined) return
    user.connection.send(
      `<message type='headline' to='${escapeXml(this.nuisance.jid)}'><body>${'x'.repeat(this.bodyBytes)}</body></message>`,
    )
    recorder.sent(intended)
  }

  protected override begin(client: LoadConnection): void {
    client.pause()
  }
}
