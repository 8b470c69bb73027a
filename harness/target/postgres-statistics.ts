/** What PostgreSQL tells of itself: counters of one database, and the time that each statement took. */
import { Pool, type PoolConfig } from 'pg'
import type { DatabaseCounters, StatementTime } from '../core/target-info.ts'

const COUNTERS = `
  SELECT xact_commit + xact_rollback AS transactions, active_time,
         (SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock') AS waiting
  FROM pg_stat_database WHERE datname = $1`

const EXTENSION = `SELECT 1 FROM pg_extension WHERE extname = 'pg_stat_statements'`

/** Statements of the server alone: the harness writes accounts and asks for these numbers. */
const STATEMENTS = `
  SELECT query AS statement, calls, total_exec_time
  FROM pg_stat_statements JOIN pg_database ON pg_database.oid = dbid
  WHERE datname = $1 AND query NOT LIKE '%pg\\_%' AND query NOT LIKE '%unnest(%'`

/** A database that stands still must not hold up whoever watches it. */
const PATIENCE_MS = 900

export class PostgresStatistics {
  private readonly pool: Pool
  private readonly database: string

  /** @param connection of a role that may see the statements of others, to a database that has the extension */
  constructor(connection: PoolConfig, database: string) {
    this.database = database
    this.pool = new Pool({ ...connection, max: 1, allowExitOnIdle: true, query_timeout: PATIENCE_MS })
    // The database may be restarted on purpose: the pool drops what broke, and the next query connects anew.
    this.pool.on('error', () => undefined)
  }

  async counters(): Promise<DatabaseCounters> {
    const { rows } = await this.pool.query<Record<'transactions' | 'active_time' | 'waiting', string>>(
      COUNTERS,
      [this.database],
    )
    const [row] = rows
    return {
      at: Date.now(),
      transactions: Number(row?.transactions ?? 0),
      activeSeconds: Number(row?.active_time ?? 0) / 1000,
      waiting: Number(row?.waiting ?? 0),
    }
  }

  /** Empty where the database does not keep them (pg_stat_statements). */
  async statements(): Promise<readonly StatementTime[]> {
    if ((await this.pool.query(EXTENSION)).rowCount === 0) return []
    const { rows } = await this.pool.query<Record<'statement' | 'calls' | 'total_exec_time', string>>(
      STATEMENTS,
      [this.database],
    )
    return rows.map(({ statement, calls, total_exec_time }) => ({
      statement: statement.replace(/\s+/g, ' ').trim(),
      calls: Number(calls),
      totalMs: Number(total_exec_time),
    }))
  }

  /** Any number of times: a target may be taken down twice. */
  async close(): Promise<void> {
    if (!this.pool.ending) await this.pool.end()
  }
}
