import { type Random, type Stage, streamErrorCondition } from '#conformance'

/** Milliseconds pass mostly on the way: so many connections at once. */
const ABREAST = 10

/** What is found where every input is answered by the rules. */
export const NONE = 'none'

/** Characters that no page shows are written as escapes. */
export function inWords({ sent, heard }: Departure): string {
  return `the shortest input that was answered otherwise\nsent      ${JSON.stringify(sent)}\nheard     ${JSON.stringify(heard)}`
}

/** An input that was not answered by the rules, and what it was answered by. */
export interface Departure {
  readonly sent: string
  readonly heard: string
}

/**
 * Tries as many inputs by chance, some at once, until some are not answered by the rules; gives the shortest of
 * those, or NONE, in words.
 */
export async function shortestDeparture(
  random: Random,
  trials: number,
  trial: (random: Random) => Promise<Departure | undefined>,
): Promise<string> {
  for (let done = 0; done < trials; done += ABREAST) {
    const batch = Array.from({ length: ABREAST }, () => trial(random))
    const found = (await Promise.all(batch)).filter((departure) => departure !== undefined)
    const [shortest] = found.sort((one, other) => one.sent.length - other.sent.length)
    if (shortest !== undefined) return inWords(shortest)
  }
  return NONE
}

/** What the server says to this from the first byte to the last, by kind, and the condition of its error. */
export async function answerTo(
  { wire }: Stage,
  pieces: readonly Buffer[],
): Promise<{ kinds: string; condition: string | undefined; heard: string }> {
  const stream = await wire.connect()
  for (const piece of pieces) stream.send(piece)
  const heard = await stream.closed()
  const [error] = heard.flatMap((event) =>
    event.kind === 'element' ? (streamErrorCondition(event.element) ?? []) : [],
  )
  const kinds = heard.map(({ kind }) => kind).join(' ')
  return { kinds, condition: error, heard: heard.map(({ kind, raw }) => raw || kind).join('') }
}
