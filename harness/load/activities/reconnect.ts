/** Connections that are cut without a word, and users who come back. */
import { CannotRunError } from '../../core/errors.ts'
import type { Activity, Stage } from '../activity.ts'
import type { User } from '../crowd.ts'
import type { Book } from '../recorder.ts'

export class Reconnects implements Activity {
  private readonly stage: Stage
  private readonly resume: boolean
  private readonly book: Book

  constructor(stage: Stage, { resume }: { resume: boolean }) {
    this.stage = stage
    this.resume = resume
    this.book = stage.recorder.openBook('login', (user) => `user ${user}`)
  }

  get waiting(): number {
    return this.stage.crowd.away.size
  }

  async prepare(): Promise<void> {}

  arrive(number: number, intended: number): void {
    const { crowd, recorder } = this.stage
    const user = crowd.performer(number)
    if (user === undefined) return
    const sequence = this.book.expect(number)
    recorder.sent(intended)
    crowd.away.add(number)
    user.connection.cut()
    void this.comeBack(user, sequence, intended)
  }

  heard(): boolean {
    return false
  }

  private async comeBack({ number, connection }: User, sequence: number, intended: number): Promise<void> {
    const { crowd, recorder } = this.stage
    try {
      const how = await connection.reopen()
      if (this.resume && how !== 'resumed') recorder.error('a session was not resumed')
      this.book.arrived(number, sequence, intended)
    } catch (error) {
      if (!(error instanceof CannotRunError)) throw error
      recorder.error(`could not come back: ${error.message.replace(/^.*?\): /, '').slice(0, 200)}`)
    } finally {
      crowd.away.delete(number)
      crowd.changed()
    }
  }
}
