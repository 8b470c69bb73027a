/**
 * Changes one line of one module of the reference server and runs the suites against it: exactly the
 * requirements that the line is about must turn red.
 *
 *   node --import tsx scripts/break-one-line.ts            each break in turn
 *   node --import tsx scripts/break-one-line.ts headline   one of them
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { RunResult } from '../harness/core/run-result.ts'
import { cacheFolder } from '../harness/target/cache.ts'
import { unpackedProsody } from '../harness/target/embedded-prosody.ts'

interface Break {
  readonly module: string
  readonly line: string
  readonly instead: string
  /** The requirements that the line is about: these must turn red, and no other. */
  readonly breaks: readonly string[]
}

const breaks: Readonly<Record<string, Break>> = {
  headline: {
    module: 'mod_message.lua',
    line: 'if session.presence and session.priority >= 0 then',
    instead: 'if session.presence then',
    breaks: [
      'rfc6121/4.7.2.3/says-which-priority-it-goes-by',
      'rfc6121/8.5.2.1.1/headline-is-dropped-at-negative-resources',
      'rfc6121/8.5.2.1.1/never-to-negative-priority',
    ],
  },
  roster: {
    module: 'mod_roster.lua',
    line: 'session.send(st.error_reply(stanza, "modify", "item-not-found"))',
    instead: 'session.send(st.error_reply(stanza, "modify", "not-allowed"))',
    breaks: ['rfc6121/2.5.3/unknown-item-is-not-found'],
  },
  sasl: {
    module: 'mod_saslauth.lua',
    line: 'session.send(build_reply("failure", "aborted"))',
    instead: 'session.send(build_reply("failure", "not-authorized"))',
    breaks: ['rfc6120/6.4.4/acknowledges-an-abort'],
  },
}

const project = fileURLToPath(new URL('..', import.meta.url))

/** Requirements that are red on a server with that line changed. */
async function redAfter({ module, line, instead }: Break): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-break-'))
  try {
    const { signal } = new AbortController()
    const root = await unpackedProsody(cacheFolder(), () => undefined, signal)
    const source = await readFile(join(root, 'usr/lib/prosody/modules', module), 'utf8')
    if (source.split(line).length !== 2) throw new Error(`${module} does not hold exactly once: ${line}`)
    const modules = join(folder, 'modules')
    await mkdir(modules)
    await writeFile(join(modules, module), source.replace(line, instead))

    const profile = JSON.parse(await readFile(join(project, 'fixtures/profiles/developer.json'), 'utf8'))
    const file = join(folder, 'profile.json')
    await writeFile(file, JSON.stringify({ ...profile, settings: { PROSODY_PLUGIN_PATHS: modules } }))
    const args = ['run', '--embedded', '--only', 'conformance', '--profile', file, '--reports', folder]
    const child = spawn(process.execPath, [join(project, 'bin/touchstone.js'), ...args], { stdio: 'ignore' })
    await once(child, 'exit')
    const run: RunResult = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'))
    const red = run.verifications.filter(
      ({ outcome }) => !['passed', 'warned', 'known-failure'].includes(outcome.kind),
    )
    return [...new Set([...red.map(({ requirement }) => requirement), ...run.problems])]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

for (const name of process.argv.length > 2 ? process.argv.slice(2) : Object.keys(breaks)) {
  const broken = breaks[name]
  if (broken === undefined) {
    process.stderr.write(`Expected one of ${Object.keys(breaks).join(', ')}, got "${name}".\n`)
    process.exitCode = 2
    continue
  }
  const red = await redAfter(broken)
  const exact = red.toSorted().join() === broken.breaks.toSorted().join()
  process.stdout.write(
    `${exact ? '✓' : '✗'} ${broken.module}: ${broken.instead}\n  red: ${red.join(', ') || 'nothing'}\n`,
  )
  if (!exact) process.exitCode = 1
}
