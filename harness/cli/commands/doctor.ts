import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Command } from 'commander'
import { cacheFolder } from '../../target/cache.ts'
import { searchEngine } from '../../target/engine.ts'

interface Finding {
  readonly what: string
  readonly state: 'ok' | 'missing' | 'note'
  readonly says: string
}

const BROWSERS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const SIGNS = { ok: '✓', missing: '✗', note: '·' } as const
/** Open files that the largest shipped scenario needs, its own overhead included. */
const ENOUGH_FILES = 5_200

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('say what this machine can do, and what is missing for what')
    .addHelpText('after', '\nExample:\n  $ touchstone doctor')
    .action(async () => {
      const findings = await Promise.all([node(), engine(), embedded(), openFiles(), ports(), browser()])
      const width = Math.max(...findings.map(({ what }) => what.length))
      for (const { what, state, says } of findings) {
        process.stdout.write(`${SIGNS[state]} ${what.padEnd(width)}  ${says}\n`)
      }
      const canBoot = findings.some(
        ({ what, state }) => ['container engine', 'embedded server'].includes(what) && state === 'ok',
      )
      process.stdout.write(
        canBoot
          ? '\nA server can be booted here: npm start\n'
          : '\nNo server can be booted here: start a container engine, or use Debian or Ubuntu.\n',
      )
      process.exitCode = canBoot ? 0 : 3
    })
}

function node(): Finding {
  return { what: 'Node', state: 'ok', says: process.version }
}

async function engine(): Promise<Finding> {
  const { engine: found, says } = await searchEngine()
  const what = 'container engine'
  return found === undefined
    ? { what, state: 'note', says: `${says}; the embedded server is used` }
    : { what, state: 'ok', says }
}

async function embedded(): Promise<Finding> {
  const what = 'embedded server'
  if (process.platform !== 'linux') return { what, state: 'missing', says: 'needs Linux' }
  const tools = await Promise.all(
    ['apt-get', 'dpkg-deb'].map(async (tool) => ((await has(tool)) ? [] : [tool])),
  )
  const missing = tools.flat()
  if (missing.length > 0)
    return { what, state: 'missing', says: `needs ${missing.join(' and ')} of Debian or Ubuntu` }
  return { what, state: 'ok', says: `packages are kept in ${cacheFolder()}` }
}

async function has(tool: string): Promise<boolean> {
  return promisify(execFile)(tool, ['--version']).then(
    () => true,
    () => false,
  )
}

async function openFiles(): Promise<Finding> {
  const what = 'open files'
  const file = '/proc/self/limits'
  if (!existsSync(file)) return { what, state: 'note', says: 'this system does not say' }
  const limit = /^Max open files\s+(\S+)/m.exec(await readFile(file, 'utf8'))?.[1] ?? 'unknown'
  const enough = limit === 'unlimited' || Number(limit) >= ENOUGH_FILES
  return {
    what,
    state: enough ? 'ok' : 'missing',
    says: enough ? `${limit} at once` : `${limit} at once; large scenarios need ${ENOUGH_FILES} (ulimit -n)`,
  }
}

async function ports(): Promise<Finding> {
  const what = 'local ports'
  const file = '/proc/sys/net/ipv4/ip_local_port_range'
  if (!existsSync(file)) return { what, state: 'note', says: 'this system does not say' }
  const [from = 0, to = 0] = (await readFile(file, 'utf8')).trim().split(/\s+/).map(Number)
  return { what, state: 'ok', says: `${to - from + 1} connections to one port at once` }
}

function browser(): Finding {
  const found = BROWSERS.find(existsSync)
  return {
    what: 'browser',
    state: found === undefined ? 'note' : 'ok',
    says: found ?? 'no Chromium: the test of the HTML report is left out',
  }
}
