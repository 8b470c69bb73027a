/** Logins: connection, TLS, SCRAM, resource, presence. The session ends as soon as it is there. */
import { CannotRunError } from '../../core/errors.ts'
import type { Activity, Stage } from '../activity.ts'
import type { Book } from '../recorder.ts'

export class Logins implements Activity {
  private readonly stage: Stage
  private readonly book: Book
  private readonly closing = new Set<Promise<void>>()
  private readonly warmTls: boolean
  private inFlight = 0

  constructor(stage: Stage, { warmTls }: { readonly warmTls: boolean }) {
    this.stage = stage
    this.warmTls = warmTls
    this.book = stage.recorder.openBook('login', (user) => `user ${user}`)
  }

  get waiting(): number {
    return this.inFlight
  }

  connects(): boolean {
    return false
  }

  /** One login, for code and keys that are needed for the first time. */
  async prepare(): Promise<void> {
    for (const account of this.stage.accounts.values()) {
      const connection = await this.stage.connect(account, 'warm')
      await connection.close()
      return
    }
  }

  arrive(number: number, intended: number): void {
    const account = this.stage.accounts.get(number)
    if (account === undefined) throw new CannotRunError(`User ${number} is missing in its worker.`)
    const sequence = this.book.expect(number)
    this.stage.recorder.sent(intended)
    this.inFlight++
    this.stage.connect(account, `login-${sequence}`).then(
      (connection) => {
        this.book.arrived(number, sequence, intended)
        if (this.warmTls && !connection.tookUpTls) {
          this.stage.recorder.error('the server did not take up the TLS session')
        }
        const closed = connection.close().finally(() => this.closing.delete(closed))
        this.closing.add(closed)
        this.ended()
      },
      (error: unknown) => {
        this.stage.recorder.error(`login failed: ${reasonOf(error)}`)
        this.ended()
      },
    )
  }

  private ended(): void {
    this.inFlight--
    this.stage.crowd.changed()
  }

  heard(): boolean {
    return false
  }

  async close(): Promise<void> {
    await Promise.all(this.closing)
  }
}

/** Without the address of the user, so that the same cause counts as one. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.replace(/^.*?\): /, '').slice(0, 200)
}
