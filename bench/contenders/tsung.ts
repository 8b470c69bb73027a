/** tsung of Debian's packages, told to do the same by its XML. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Job } from '../job.ts'

const DTD = '/usr/share/tsung/tsung-1.0.dtd'
const USERS_A_SECOND = 50

export function isTsungThere(): boolean {
  return existsSync(DTD)
}

export async function tsungVersion(): Promise<string> {
  const { stdout } = await promisify(execFile)('tsung', ['-v'])
  return stdout.trim().split('\n')[0] ?? 'unknown'
}

/** tsung under way. Whatever it has started is gone when it is disposed of. */
export class Tsung implements AsyncDisposable {
  readonly pid: number
  private readonly child: ChildProcess
  private readonly folder: string

  private constructor(child: ChildProcess, folder: string) {
    this.child = child
    this.pid = child.pid ?? 0
    this.folder = folder
  }

  static async start(job: Job): Promise<Tsung> {
    const folder = await mkdtemp(join(tmpdir(), 'touchstone-bench-'))
    const file = join(folder, 'tsung.xml')
    await writeFile(file, configuration(job))
    const child = spawn('tsung', ['-f', file, '-l', folder, '-n', 'start'], {
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, HOME: folder },
    })
    return new Tsung(child, folder)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      process.kill(-this.pid, 'SIGKILL')
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

function configuration({ work, route, accounts, rate, bodyBytes, atMost }: Job): string {
  const { host, port } = route.endpoint
  const users = accounts.length
  const [arrivalRate, most] = work === 'logins' ? [rate, 1_000_000] : [USERS_A_SECOND, users]
  const chat = `
      <for from="1" to="100000000" var="turn">
        <request><jabber type="chat" ack="no_ack" size="${bodyBytes}" destination="online"/></request>
        <thinktime value="${users / rate}"/>
      </for>`
  return `<?xml version="1.0"?>
<!DOCTYPE tsung SYSTEM "${DTD}">
<tsung loglevel="error" version="1.0">
  <clients><client host="localhost" use_controller_vm="true" maxusers="30000"/></clients>
  <servers><server host="${host}" port="${port}" type="tcp"/></servers>
  <load duration="${Math.ceil(atMost / 1000)}" unit="second">
    <arrivalphase phase="1" duration="${Math.ceil(atMost / 1000)}" unit="second">
      <users maxnumber="${most}" arrivalrate="${arrivalRate}" unit="second"/>
    </arrivalphase>
  </load>
  <options>
    <option type="ts_jabber" name="global_number" value="${users}"/>
    <option type="ts_jabber" name="userid_max" value="${users}"/>
    <option type="ts_jabber" name="domain" value="${route.domain}"/>
    <option type="ts_jabber" name="username" value="bench"/>
    <option type="ts_jabber" name="passwd" value="${accounts[0]?.password ?? ''}"/>
  </options>
  <sessions>
    <session probability="100" name="bench" type="ts_jabber">
      <request><jabber type="connect" ack="local"/></request>
      <request><jabber type="auth_sasl" ack="local"/></request>
      <request><jabber type="connect" ack="local"/></request>
      <request><jabber type="auth_sasl_bind" ack="local"/></request>
      <request><jabber type="presence:initial" ack="local"/></request>
      ${work === 'logins' ? '' : chat}
      <request><jabber type="close" ack="no_ack"/></request>
    </session>
  </sessions>
</tsung>
`
}
