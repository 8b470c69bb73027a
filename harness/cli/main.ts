/** The command line. Errors that people can do something about are one sentence; anything else is our fault. */
import { Command, CommanderError } from 'commander'
import { CannotRunError, UsageError } from '../core/errors.ts'
import { addBoot } from './commands/boot.ts'
import { addDoctor } from './commands/doctor.ts'
import { addList } from './commands/list.ts'
import { addProve } from './commands/prove.ts'
import { addReport } from './commands/report.ts'
import { addRun } from './commands/run.ts'
import { addTest } from './commands/test.ts'
import { version } from './project.ts'

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
  // Commands made from here on throw, too, instead of ending the process with a code of commander's own.
  .configureOutput({ outputError: (text, write) => write(text) })

for (const add of [addRun, addTest, addProve, addList, addReport, addBoot, addDoctor]) add(program)

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof UsageError || error instanceof CannotRunError) {
    process.stderr.write(`touchstone: ${error.message}\n`)
    process.exitCode = error.exitCode
  } else throw error
}
