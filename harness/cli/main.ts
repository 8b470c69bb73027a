/** The command line. Errors that people can do something about are one sentence; anything else is our fault. */
import { CommanderError } from 'commander'
import { CannotRunError, UsageError } from '../core/errors.ts'
import { createProgram } from './program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2
  else if (error instanceof UsageError || error instanceof CannotRunError) {
    process.stderr.write(`touchstone: ${error.message}\n`)
    process.exitCode = error.exitCode
  } else throw error
}
