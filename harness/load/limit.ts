/** What kept a server from doing more, as far as what was watched can tell. */
import type { ScenarioResult } from '../core/run-result.ts'
import { warmMean } from '../core/warm-mean.ts'

/** A server with one thread is at its end where its processor and its waiting for the database fill the second. */
const FULL = 0.8
const HALF = 0.4

/** @returns a phrase: what stands in the way of more */
export function limitOf(result: Pick<ScenarioResult, 'validity' | 'seconds' | 'warmUpMs'>): string {
  const { validity } = result
  if (!validity.valid) return `not the server: ${validity.reasons.join('; ') || 'the step is invalid'}`
  const server = warmMean(result, ({ serverCpu }) => serverCpu)
  const sql = warmMean(result, ({ sqlTime }) => sqlTime)
  const database = warmMean(result, ({ databaseCpu }) => databaseCpu)
  const busy = warmMean(result, ({ serverBusy }) => serverBusy)
  if (server === undefined) return 'unknown: nobody can watch the processes of this server'
  const says = `the server used ${percent(server)} of a core${
    sql === undefined ? '' : ` and waited ${percent(sql)} of the time for statements of its database`
  }`
  // The time of a statement does not count its way there and back, which a server of one thread waits for, too.
  const transactions = Math.round(warmMean(result, (second) => second.transactions) ?? 0)
  const unseen =
    transactions === 0
      ? ''
      : `; the way to the database and back, ${transactions} times a second and more, is in neither`
  if (server >= FULL) return `the processor of the server: ${says}`
  if (sql !== undefined && sql >= HALF && sql + server >= FULL) return `the database: ${says}`
  if (sql !== undefined && sql + server >= FULL) return `the one thread of the server: ${says}`
  if (busy !== undefined && busy >= FULL) {
    return `the one thread of the server, which was busy ${percent(busy)} of the time: ${says}${unseen}`
  }
  if (database !== undefined && database >= FULL) {
    return `the processor of the database, ${percent(database)} of a core: ${says}`
  }
  return `neither processor nor database: ${says}${unseen}`
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
