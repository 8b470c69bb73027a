import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Command } from 'commander'
import { administratorToken } from '../../core/administrator-token.ts'
import { originOf } from '../../http/exchange.ts'
import { watchForInterruption } from '../interruption.ts'
import { settings } from '../options.ts'
import { readProfile } from '../profile.ts'
import { type StartedTarget, startTarget } from '../start-target.ts'
import { progressOn } from '../terminal.ts'
import { type RunOptions, targetRequest } from './run.ts'

/** For the administration API, by hand; in seconds. */
const TOKEN_LIFETIME = 24 * 3600

export function addBoot(program: Command): void {
  program
    .command('boot')
    .description('start the same server that a run starts, and keep it until Ctrl-C')
    .option(settings.image.flag, settings.image.says)
    .option(settings.embedded.flag, settings.embedded.says)
    .option(settings.profile.flag, settings.profile.says, settings.profile.default)
    .addHelpText('after', '\nExample:\n  $ touchstone boot --embedded')
    .action(async (options: RunOptions) => {
      const profile = await readProfile(options.profile)
      using interruption = watchForInterruption()
      const progress = progressOn(process.stderr)
      await using started = await startTarget(
        targetRequest(options, profile),
        profile,
        (step) => progress.now(step),
        interruption.signal,
      )
      // In the folder of the run, which goes when the run goes, however it ends.
      const caFile = join(dirname(started.context.target.logFile ?? '.'), 'ca.pem')
      await writeFile(caFile, started.context.target.trust.caPem)
      progress.done()
      const { context, provisioner } = started
      const admin = { jid: context.access.admin?.jid }
      const token = await administratorToken(admin, provisioner.tokens, TOKEN_LIFETIME)
      process.stdout.write(`${describe(context, caFile, token)}\n`)
      await new Promise((resolve) => interruption.signal.addEventListener('abort', resolve, { once: true }))
      progress.line('stopping')
    })
}

/** Addresses, the administrator, and a line to paste. */
function describe(
  { target, access: { admin } }: StartedTarget['context'],
  caFile: string,
  token: string | undefined,
): string {
  const { domain, endpoints, services, software } = target
  const { c2s } = endpoints
  const addresses = Object.entries(endpoints).map(
    ([name, { host, port }]) => `  ${name.padEnd(22)}${host}:${port}`,
  )
  const offered = Object.entries(services).map(([name, jid]) => `  ${name.padEnd(22)}${jid}`)
  return [
    `${software.name} ${software.version} serves ${domain} until Ctrl-C.`,
    '',
    ...addresses,
    ...offered,
    `  ${'authority'.padEnd(22)}${caFile}`,
    ...(admin === undefined
      ? []
      : ['', `  ${'administrator'.padEnd(22)}${admin.jid}`, `  ${'password'.padEnd(22)}${admin.password}`]),
    ...(token === undefined
      ? []
      : [`  ${'token'.padEnd(22)}${token}`, `  ${'API'.padEnd(22)}${originOf(target)}/admin_api`]),
    ...(c2s === undefined
      ? []
      : [
          '',
          `  openssl s_client -starttls xmpp -xmpphost ${domain} -connect ${c2s.host}:${c2s.port} -CAfile ${caFile}`,
        ]),
  ].join('\n')
}
