/** The end of a benchmark's process at which the child sits. */

/** Handles every message; a failure is told, and ends the process. */
export function messagesTo<T extends object>(handle: (message: T) => Promise<void>): void {
  process.on('message', (message: T) => {
    handle(message).catch((error: unknown) => {
      tell({ failed: error instanceof Error ? error.message : String(error) })
    })
  })
  process.once('disconnect', () => process.exit())
}

export function tell(message: object): void {
  process.send?.(message)
}
