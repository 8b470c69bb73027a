import type { Setting } from '../harness/cli/options.ts'
import { markdownPage, type Page, table } from './page.ts'

/** Every option of the command line and every variable of the environment. */
export function configurationPage(settings: readonly Setting[]): Page {
  return markdownPage('docs/configuration.md', [
    '# Configuration',
    'Options of the command line; `touchstone <command> --help` says which command takes which.',
    table(
      ['option', 'what it does', 'default'],
      settings.flatMap(({ flag, ...setting }) => (flag === undefined ? [] : [row(flag, setting)])),
    ),
    'Variables of the environment. What the server itself reads (`PROSODY_…`) is in [prosody/README.md](../prosody/README.md); a profile may set it under `settings`.',
    table(
      ['variable', 'what it does', 'default'],
      settings.flatMap(({ variable, ...setting }) =>
        variable === undefined ? [] : [row(variable, setting)],
      ),
    ),
  ])
}

function row(name: string, { says, default: unlessSet = '' }: Setting): readonly string[] {
  return [`\`${name}\``, says, unlessSet]
}
