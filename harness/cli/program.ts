import { Command } from 'commander'
import { addBoot } from './commands/boot.ts'
import { addCompare } from './commands/compare.ts'
import { addDoctor } from './commands/doctor.ts'
import { addList } from './commands/list.ts'
import { addLoad } from './commands/load.ts'
import { addProve } from './commands/prove.ts'
import { addReport } from './commands/report.ts'
import { addRun } from './commands/run.ts'
import { addTest } from './commands/test.ts'
import { version } from './project.ts'

/** The commands with their options and examples. Parsing throws where commander would end the process. */
export function createProgram(): Command {
  const program = new Command('touchstone')
    .description('Does this XMPP server speak XMPP, lose anything, or get slower? One run, one verdict.')
    .version(version)
    .showHelpAfterError('(touchstone --help shows every command)')
    .addHelpText(
      'after',
      '\nExample:\n  $ touchstone run --profile gate --image registry.example/chat/prosody:1.4',
    )
    .addHelpText(
      'after',
      '\nExit codes: 0 conforms, 1 the server is at fault, 2 usage, 3 inconclusive or nothing ran.',
    )
    .exitOverride()
  for (const add of [addRun, addLoad, addTest, addProve, addList, addReport, addCompare, addBoot, addDoctor])
    add(program)
  return program
}
