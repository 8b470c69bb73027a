/** A run that is interrupted leaves nothing behind, and two runs do not meet. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import net from 'node:net'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { findCommand } from '../target/command.ts'
import { projectRoot } from './project.ts'

const canBoot = process.platform === 'linux' && (await findCommand('apt-get')) !== undefined

interface Booted {
  readonly child: ChildProcess
  readonly port: number
  readonly caFile: string
}

const children = new Set<ChildProcess>()
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
})

/** `touchstone boot --embedded`, up to the moment when it says that the server is there. */
async function boot(): Promise<Booted> {
  const child = spawn(process.execPath, [join(projectRoot, 'bin/touchstone.js'), 'boot', '--embedded'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.add(child)
  let said = ''
  for await (const chunk of child.stdout ?? []) {
    said += String(chunk)
    const port = /-connect 127\.0\.0\.1:(\d+) -CAfile (\S+)/.exec(said)
    if (port !== null) return { child, port: Number(port[1]), caFile: port[2] ?? '' }
  }
  throw new Error(`the server did not boot: ${said}`)
}

/** Whether something accepts connections there. */
async function isOpen(port: number): Promise<boolean> {
  const socket = net.connect({ host: '127.0.0.1', port })
  return new Promise((resolve) => {
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

/** Resolves when nothing accepts connections there any more. */
async function closed(port: number): Promise<void> {
  const socket = net.connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined) // Refused, or cut when the server dies: both end it.
  socket.resume()
  await new Promise((resolve) => socket.once('close', resolve))
}

// Without apt there is no embedded server to boot; the tests of the containers take its place.
describe.runIf(canBoot)('a server that was booted', () => {
  it('goes away with Ctrl-C, its files too', { timeout: 120_000 }, async () => {
    const { child, port, caFile } = await boot()
    expect(await isOpen(port)).toBe(true)
    child.kill('SIGINT')
    const [code] = await once(child, 'exit')
    expect(code).toBe(0)
    expect(await isOpen(port)).toBe(false)
    expect(existsSync(dirname(caFile))).toBe(false)
  })

  it('dies with a harness that is killed', { timeout: 120_000 }, async () => {
    const { child, port } = await boot()
    child.kill('SIGKILL')
    await once(child, 'exit')
    await closed(port)
    expect(await isOpen(port)).toBe(false)
  })

  it('leaves room for another one', { timeout: 120_000 }, async () => {
    const [one, other] = await Promise.all([boot(), boot()])
    expect(one.port).not.toBe(other.port)
    one.child.kill('SIGINT')
    await once(one.child, 'exit')
    expect(await isOpen(other.port)).toBe(true)
    other.child.kill('SIGINT')
    await once(other.child, 'exit')
    expect(await isOpen(other.port)).toBe(false)
  })
})
