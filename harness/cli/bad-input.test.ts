/** What people type, point at and hold wrongly, each answered by one sentence and the right exit code. */
import { spawn } from 'node:child_process'
import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuthority } from '../wire/certificates.ts'
import { projectRoot } from './project.ts'

interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'touchstone-bad-input-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function touchstone(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const child = spawn(process.execPath, [join(projectRoot, 'bin/touchstone.js'), ...args], {
    cwd: projectRoot,
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })))
}

describe.concurrent('usage', () => {
  it('answers an unknown filter with the nearest ones', async () => {
    const { code, stderr } = await touchstone(['run', 'rfc6121/8.5.2.1.7'])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /No requirement or scenario begins with "rfc6121\/8\.5\.2\.1\.7"\. Near to it: rfc6121\/8\.5\.2\.1\.1/,
    )
  })

  it('answers an unknown command with the nearest one', async () => {
    const { code, stderr } = await touchstone(['prvoe'])
    expect(code).toBe(2)
    expect(stderr).toContain('Did you mean prove?')
  })

  it('answers an objective that cannot be read, before anything is started', async () => {
    const { code, stderr } = await touchstone(['load', '--find-capacity', 'login-storm', '--slo', 'p99 fast'])
    expect(code).toBe(2)
    expect(stderr).toMatch(
      /^touchstone: Expected --slo to read like "p99 < 250 ms, lost = 0": .*; got "p99 fast"\.\n$/,
    )
  })

  it('answers a scenario that there is not', async () => {
    for (const args of [
      ['load', 'nothing'],
      ['load', '--find-capacity', 'nothing'],
    ]) {
      const { code, stderr } = await touchstone(args)
      expect(code).toBe(2)
      expect(stderr).toMatch(/^touchstone: Expected .*load\/one-to-one-chat.*, got "(load\/)?nothing"\.\n$/)
    }
  })

  it('answers an objective without a search', async () => {
    const { code, stderr } = await touchstone(['load', '--slo', 'lost = 0'])
    expect(code).toBe(2)
    expect(stderr).toContain('Expected --find-capacity beside --slo')
  })

  it('refuses a baseline that was asked nothing', async () => {
    const run = join(projectRoot, 'harness/report/testdata/run.json')
    const baseline = join(folder, 'baseline.json')
    const asked = JSON.parse(await readFile(run, 'utf8')) as object
    await writeFile(baseline, JSON.stringify({ ...asked, verifications: [], scenarios: [] }))
    const { code, stdout, stderr } = await touchstone(['compare', baseline, run])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`got ${baseline}, which has no verification and no scenario of it.`)
  })

  it('refuses two targets at once', async () => {
    const { code, stderr } = await touchstone(['run', '--embedded', '--target', 'example.org'])
    expect(code).toBe(2)
    expect(stderr).toContain('Expected one target, got --embedded and --target')
  })

  it('refuses a part that does not exist', async () => {
    const { code, stderr } = await touchstone(['run', '--only', 'speed'])
    expect(code).toBe(2)
    expect(stderr).toContain('Expected --only conformance or --only load, got "speed".')
  })

  it.each(['run', 'prove', 'test'])('refuses to %s by a seed that is none', async (command) => {
    const { code, stderr } = await touchstone([command, '--seed', 'seven'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/^touchstone: Expected --seed to be a whole number .*, got "seven"\.\n$/)
  })

  it('names the field of a broken profile', async () => {
    const profile = join(folder, 'broken.json')
    await writeFile(profile, '{ "purpose": "x", "strict": "yes", "promises": ["muk"], "load": "developer" }')
    const { code, stderr } = await touchstone(['run', '--profile', profile])
    expect(code).toBe(2)
    expect(stderr).toContain(profile)
    expect(stderr).toContain('at strict, expected boolean, got "yes"')
  })

  it('names a profile that does not exist', async () => {
    const { code, stderr } = await touchstone(['run', '--profile', 'gat'])
    expect(code).toBe(2)
    expect(stderr).toContain('Expected a profile named developer, gate or release')
  })

  it('finds out before the run that the reports cannot be written', async () => {
    const file = join(folder, 'a-file')
    await writeFile(file, '')
    const { code, stderr } = await touchstone(['run', '--reports', join(file, 'reports')])
    expect(code).toBe(2)
    expect(stderr).toContain('Expected a folder for the reports that can be written to')
  })

  it('names what is wrong in a run.json', async () => {
    const file = join(folder, 'run.json')
    await writeFile(file, '{ "schema": "touchstone.run.v0" }')
    const { code, stderr } = await touchstone(['report', file])
    expect(code).toBe(2)
    expect(stderr).toContain(file)
    expect(stderr).toContain('schema')
  })

  it('names a run.json that is not there', async () => {
    const { code, stderr } = await touchstone(['report', join(folder, 'none.json')])
    expect(code).toBe(2)
    expect(stderr).toContain('Expected the run.json of a finished run')
  })
})

describe.concurrent('a target that', () => {
  const servers: net.Server[] = []
  afterAll(() => {
    for (const server of servers) server.close()
  })

  /** @returns the port that the server listens on */
  async function listening(server: net.Server): Promise<number> {
    servers.push(server)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    return (server.address() as net.AddressInfo).port
  }

  async function judged(port: number): Promise<Finished> {
    const accounts = join(folder, 'accounts.json')
    await writeFile(
      accounts,
      JSON.stringify(
        ['romeo', 'juliet', 'nurse'].map((name) => ({ jid: `${name}@localhost`, password: 'secret-word' })),
      ),
    )
    await chmod(accounts, 0o600)
    const reports = join(folder, `reports-${port}`)
    const finished = await touchstone(
      ['run', 'rfc6121', '--only', 'conformance', '--target', `localhost:${port}`, '--reports', reports],
      { TOUCHSTONE_ACCOUNTS: accounts },
    )
    expect(await readdir(reports)).toContain('run.json')
    expect(finished.stdout + finished.stderr).not.toContain('secret-word')
    return finished
  }

  it('nobody runs is named with its port', async () => {
    const server = net.createServer()
    const port = await listening(server)
    await new Promise((resolve) => server.close(resolve))
    const { code, stdout } = await judged(port)
    expect(code).toBe(3)
    expect(stdout).toContain(`expected a TCP connection to localhost:${port}, got: connect ECONNREFUSED`)
  })

  it('closes at once is said to', async () => {
    const port = await listening(net.createServer((socket) => socket.end()))
    const { code, stdout } = await judged(port)
    expect(code).toBe(3)
    expect(stdout).toContain('closed by the server')
  })

  it('speaks no XMPP is quoted', async () => {
    const port = await listening(net.createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')))
    const { code, stdout } = await judged(port)
    expect(code).toBe(3)
    expect(stdout).toContain('HTTP/1.1 400 Bad Request')
  })

  it('stalls is given up, with the bound named', async () => {
    const port = await listening(net.createServer((socket) => socket.on('data', () => {})))
    const { code, stdout } = await judged(port)
    expect(code).toBe(3)
    expect(stdout).toMatch(/expected {2}a stream header .* within 5000 ms/)
  })

  it('has a certificate of an authority nobody trusts is refused', async () => {
    const { certificatePem, keyPem } = await (await createAuthority()).issue(['localhost'])
    const header = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' id='1' from='localhost' version='1.0'>`
    const features = `<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>`
    const port = await listening(
      net.createServer((socket) => {
        socket.on('error', () => {})
        socket.once('data', () => {
          socket.write(header + features)
          socket.once('data', () => {
            socket.write(`<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>`)
            socket.removeAllListeners('data')
            new tls.TLSSocket(socket, { isServer: true, cert: certificatePem, key: keyPem }).on(
              'error',
              () => {},
            )
          })
        })
      }),
    )
    const { code, stdout } = await judged(port)
    expect(code).toBe(3)
    expect(stdout).toMatch(/TLS handshake for localhost.*certificate/)
  })
})
