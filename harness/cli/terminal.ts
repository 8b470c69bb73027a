/** Progress for people: one line that changes on a terminal, plain lines elsewhere. stdout is for results alone. */
import { styleText } from 'node:util'

export interface Progress {
  /** Replaces the line of what is being done now. */
  now(text: string): void
  /** A line that stays. */
  line(text: string): void
  /** Removes the changing line. */
  done(): void
}

/** Milliseconds between lines where a line cannot be replaced. */
const PLAIN_INTERVAL_MS = 5_000

export function progressOn(stream: NodeJS.WriteStream): Progress {
  return stream.isTTY ? changingLine(stream) : plainLines(stream)
}

function changingLine(stream: NodeJS.WriteStream): Progress {
  const clear = () => stream.write('\r\x1b[K')
  return {
    now(text) {
      clear()
      stream.write(styleText('dim', text.slice(0, Math.max(stream.columns - 1, 20))))
    },
    line(text) {
      clear()
      stream.write(`${text}\n`)
    },
    done: clear,
  }
}

function plainLines(stream: NodeJS.WriteStream): Progress {
  let last = Number.NEGATIVE_INFINITY
  return {
    now(text) {
      const at = performance.now()
      if (at - last < PLAIN_INTERVAL_MS) return
      last = at
      stream.write(`${text}\n`)
    },
    line: (text) => void stream.write(`${text}\n`),
    done: () => {},
  }
}
