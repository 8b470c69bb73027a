/**
 * Errors that people read: what was expected, what came, where, and what to do.
 *
 * Three kinds, because three parties can be at fault. An assertion about the server is none of
 * them: it is vitest's AssertionError, the only thing that makes a verification fail.
 */

/** The user asked for something that cannot be: a flag, a file, a config. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly exitCode = 2
}

/** The run could not be made or finished: no boot, no engine, no disk. Exit code 3. */
export class CannotRunError extends Error {
  override readonly name = 'CannotRunError'
  readonly exitCode = 3
}

/** A verification could not find out: a lost fence, a failed preparation. Never a failure of the server. */
export class InconclusiveError extends Error {
  override readonly name: string = 'InconclusiveError'
}

/** A login that was refused because there is no such account, or it has another password. */
export class NotAuthorizedError extends InconclusiveError {
  override readonly name = 'NotAuthorizedError'
}

/**
 * An element that the server owed did not come within the bound. Whether the server is at fault is
 * decided by whoever can ask it something else meanwhile: a server that answers others is silent on
 * purpose, one that answers nobody makes the result inconclusive.
 */
export class SilenceError extends Error {
  override readonly name = 'SilenceError'
}

/** The server answered with what is not the protocol at all: no reading of it is left to judge. The server is at fault. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError'
}
