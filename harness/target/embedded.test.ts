import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { access, readdir, readFile, stat } from 'node:fs/promises'
import net from 'node:net'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Client } from 'pg'
import { describe, expect, test } from 'vitest'
import type { TargetInfo } from '../core/target-info.ts'
import { findCommand } from './command.ts'
import { embedded } from './embedded.ts'
import { processesIn } from './proc.ts'
import type { Progress, RunningTarget } from './provider.ts'
import { speaksXmpp } from './ready.ts'
import { sweepAbandonedRuns } from './sweep.ts'

const hasApt = (await findCommand('apt-get')) !== undefined

function boot(
  settings: Readonly<Record<string, string>> = {},
  progress: Progress = () => undefined,
  signal = new AbortController().signal,
): Promise<RunningTarget> {
  return embedded.start({ provider: 'embedded', settings }, progress, signal)
}

// The first of them may have to fetch the packages.
describe.runIf(hasApt)('the embedded server', { timeout: 180_000 }, () => {
  test('answers on every endpoint, and leaves nothing behind', async () => {
    const target = await boot()
    const folder = folderOf(target.info)
    try {
      const { endpoints, domain, software } = target.info
      expect(Object.keys(endpoints).sort()).toEqual(
        ['c2s', 'c2sDirectTls', 'component', 'http', 'https', 's2s', 's2sDirectTls'].sort(),
      )
      for (const { host, port } of Object.values(endpoints)) await connects(host, port)
      expect(await speaksXmpp(endpoints.c2s ?? nowhere, domain)).toBe(true)
      expect(software.version).toMatch(/^13\.0\.\d+$/)
      expect(software.database).toMatch(/^PostgreSQL 16\./)
      expect(target.boot.reduce((sum, { ms }) => sum + ms, 0)).toBeGreaterThan(0)
    } finally {
      await target[Symbol.asyncDispose]()
    }
    await expect(access(folder)).rejects.toThrow('ENOENT')
    expect(await processesIn(folder)).toEqual([])
    await target[Symbol.asyncDispose]()
  })

  test('keeps secrets out of process lists and its log, a line of which has milliseconds', async () => {
    await using target = await boot({ PROSODY_LOG_LEVEL: 'debug' })
    const folder = folderOf(target.info)
    const secrets = secretsOf(target)
    const commandLines = await Promise.all(
      // A session of PostgreSQL may have ended since it was listed.
      (await processesIn(folder)).map(({ pid }) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    )
    const log = await readFile(join(folder, 'prosody.log'), 'utf8')
    for (const secret of secrets) expect(`${commandLines.join()} ${log}`).not.toContain(secret)
    for (const line of log.trimEnd().split('\n')) {
      expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t(debug|info|warn|error)\t\S+\t/)
    }
    expect((await stat(folder)).mode & 0o077).toBe(0)
  })

  test('is restarted and killed, and keeps what it has stored', async () => {
    await using target = await boot()
    const { c2s } = target.info.endpoints
    const [before] = await processIds(target)
    const { restart, kill, setClock } = target.control
    for (const action of [restart, kill, () => setClock?.(3_600)]) {
      await action?.()
      expect(await speaksXmpp(c2s ?? nowhere, target.info.domain)).toBe(true)
    }
    const [after] = await processIds(target)
    expect(after).not.toBe(before)
    expect(await accountsIn(target)).toEqual(['admin'])
    const log = await readFile(target.info.logFile ?? '', 'utf8')
    expect(log.match(/welcome to Prosody/g)).toHaveLength(4)
    expect(log.match(/Shutdown complete/g)).toHaveLength(2)
  })

  test('has a database that is paused, resumed and restarted', async () => {
    await using target = await boot()
    const { control } = target
    await control.pauseDatabase?.()
    expect(await answersQueries(connectionOf(target))).toBe(false)
    await control.resumeDatabase?.()
    expect(await answersQueries(connectionOf(target))).toBe(true)
    await control.restartDatabase?.()
    expect(await accountsIn(target)).toEqual(['admin'])
  })

  test('is watched', async () => {
    await using target = await boot()
    const first = await target.watch?.sample()
    const counted = await target.watch?.counters?.()
    const statements = (await target.watch?.statements?.()) ?? []
    await target.control.restartDatabase?.()
    const second = await target.watch?.sample()
    expect(await target.watch?.storedBytes?.()).toBeGreaterThanOrEqual(0)
    expect(counted?.transactions).toBeGreaterThan(0)
    expect(counted?.activeSeconds).toBeGreaterThan(0)
    expect(statements.map(({ statement }) => statement).join()).toMatch(/"?prosody"?/)
    expect(first?.server.threads).toBeGreaterThan(0)
    expect(first?.server.descriptors).toBeGreaterThan(10)
    expect(first?.database?.threads).toBeGreaterThan(3)
    expect(first?.server.cpuSeconds).toBeGreaterThan(0)
    expect(first?.server.rssBytes).toBeGreaterThan(10e6)
    expect(first?.database?.rssBytes).toBeGreaterThan(10e6)
    expect(second?.at).toBeGreaterThan(first?.at ?? Number.POSITIVE_INFINITY)
  })

  test('two at once do not disturb each other', async () => {
    await using first = await boot()
    const second = await boot()
    expect(second.info.endpoints.c2s?.port).not.toBe(first.info.endpoints.c2s?.port)
    await second[Symbol.asyncDispose]()
    await sweepAbandonedRuns()
    expect(await speaksXmpp(first.info.endpoints.c2s ?? nowhere, first.info.domain)).toBe(true)
  })

  test.each(['start PostgreSQL', 'start Prosody', 'make the admin'])(
    'that is interrupted at "%s" leaves nothing behind',
    async (at) => {
      const before = await runFolders()
      const interruption = new AbortController()
      const stopThere = (step: string) => void (step === at && interruption.abort())
      await expect(boot({}, stopThere, interruption.signal)).rejects.toThrow('aborted')
      expect(await runFolders()).toEqual(before)
    },
  )

  test('goes when the run is interrupted later', async () => {
    const interruption = new AbortController()
    const target = await boot({}, undefined, interruption.signal)
    interruption.abort()
    await target[Symbol.asyncDispose]()
    await expect(access(folderOf(target.info))).rejects.toThrow('ENOENT')
  })

  test.each([
    ['', ''],
    [' while the database is paused', 'await target.control.pauseDatabase()'],
  ])('ends with a harness that is killed%s; the next start clears its folder away', async (_, action) => {
    const code = `
      import { embedded } from ${JSON.stringify(new URL('./embedded.ts', import.meta.url).href)}
      const target = await embedded.start({ provider: 'embedded' }, () => {}, new AbortController().signal)
      ${action}
      console.log(target.info.logFile)`
    const args = ['--import', 'tsx', '--input-type=module', '--eval', code]
    const harness = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    const [logFile] = await once(createInterface(harness.stdout), 'line')
    const folder = dirname(logFile)
    expect((await processesIn(folder)).length).toBeGreaterThan(1)

    harness.kill('SIGKILL')
    await once(harness, 'close')
    await sweepAbandonedRuns()
    await gone(folder)
    await expect(access(folder)).rejects.toThrow('ENOENT')
  })

  test('names a port that is taken', async () => {
    const taken = net.createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as net.AddressInfo
    const before = await runFolders()
    await expect(boot({ PROSODY_HTTPS_PORT: String(port) })).rejects.toThrow(`Port ${port} was taken`)
    await expect(boot({ PROSODY_DB_PORT: String(port) })).rejects.toThrow(`Port ${port} was taken`)
    expect(await runFolders()).toEqual(before)
    taken.close()
  })

  test('passes on what the configuration refuses', async () => {
    await expect(boot({ PROSODY_ALLOW_REGISTRATION: 'maybe' })).rejects.toThrow(
      /PROSODY_ALLOW_REGISTRATION must be one of true, false, not "maybe"/,
    )
  })

  test('takes no setting that the server would not read', async () => {
    await expect(boot({ DOMAIN: 'x' })).rejects.toThrow(
      'Expected settings of the server to be named PROSODY_…, got DOMAIN.',
    )
  })
})

const nowhere = { host: '127.0.0.1', port: 9 }

function folderOf(info: TargetInfo): string {
  return dirname(info.logFile ?? '')
}

function connectionOf(target: RunningTarget): string {
  const { provisioning } = target.access
  return provisioning.by === 'sql' ? provisioning.connectionString : ''
}

function secretsOf({ access }: RunningTarget): string[] {
  const database =
    access.provisioning.by === 'sql' ? new URL(access.provisioning.connectionString).password : ''
  return [database, access.admin?.password ?? '', ...access.components.map(({ secret }) => secret)]
}

async function accountsIn(target: RunningTarget): Promise<string[]> {
  const client = new Client({ connectionString: connectionOf(target) })
  await client.connect()
  const { rows } = await client.query(`SELECT DISTINCT "user" FROM prosody WHERE store = 'accounts'`)
  await client.end()
  return rows.map(({ user }) => user)
}

async function answersQueries(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 1_000 })
  client.on('error', () => undefined) // The connection that timed out is cut.
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  )
}

async function processIds(target: RunningTarget): Promise<number[]> {
  const processes = await processesIn(join(folderOf(target.info), 'prosody'))
  return processes.map(({ pid }) => pid)
}

async function runFolders(): Promise<string[]> {
  const { tmpdir } = await import('node:os')
  return (await readdir(tmpdir())).filter((name) => name.startsWith(`touchstone-run-${process.pid}-`))
}

/** The kernel takes a moment to end a process; the test's own limit bounds the wait. */
async function gone(folder: string): Promise<void> {
  while ((await processesIn(folder)).length > 0) await new Promise((next) => setTimeout(next, 20))
}

async function connects(host: string, port: number): Promise<void> {
  const socket = net.connect(port, host)
  await once(socket, 'connect')
  socket.destroy()
}
