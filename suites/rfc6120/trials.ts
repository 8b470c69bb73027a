import type { Random } from '#conformance'

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
