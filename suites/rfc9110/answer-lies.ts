import type { HttpAnswer, HttpExchange, Lie } from '#lies'

/** Changes the answers to requests of this method; nothing said lets one pass. */
export function answers(
  method: string,
  change: (answer: HttpAnswer, request: HttpExchange) => HttpAnswer | undefined,
): Lie {
  return () => ({
    httpToClient: (answer, request) => (request.method === method ? change(answer, request) : undefined),
  })
}

/** The answer with these fields changed, those that are undefined left out. */
export function withFields(
  answer: HttpAnswer,
  fields: Readonly<Record<string, string | undefined>>,
): HttpAnswer {
  const changed = Object.entries({ ...answer.headers, ...fields })
  return {
    ...answer,
    headers: Object.fromEntries(changed.filter((field): field is [string, string] => field[1] !== undefined)),
  }
}
