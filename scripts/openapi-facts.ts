/**
 * The facts of an OpenAPI description that a server can be held against: every route, and every status
 * that the description names for it. They take the place of the keyword sentences of a specification.
 */
import { parse } from 'yaml'
import { z } from 'zod'

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const

const Operation = z.looseObject({
  operationId: z.string(),
  responses: z.record(z.string(), z.unknown()),
})
const Description = z.looseObject({
  info: z.looseObject({ version: z.string() }),
  paths: z.record(z.string(), z.partialRecord(z.enum(METHODS), Operation)),
})

export interface OpenApiFact {
  /** `<spec>-<first segment of the path>-<operation>.<status>`; `success` where the description names no status of one. */
  readonly id: string
  readonly level: 'MUST' | 'SHOULD'
}

/**
 * A description has no keywords. That a route does its work, the status that says so, and that a thing that is
 * read by its name is not found, by which callers decide whether to make it, count as a MUST; which status any other
 * refusal has, as a SHOULD.
 * @param yaml the text of the description
 */
export function factsOf(spec: string, yaml: string): { version: string; facts: readonly OpenApiFact[] } {
  const { info, paths } = Description.parse(parse(yaml))
  const facts = Object.entries(paths).flatMap(([path, operations]) =>
    METHODS.flatMap((method) => {
      const operation = operations[method]
      if (operation === undefined) return []
      const statuses = Object.keys(operation.responses).sort()
      const named = statuses.some(succeeds) ? statuses : ['success', ...statuses]
      const decides = (status: string) => status === '404' && method === 'get' && path.endsWith('}')
      return named.map((status) => ({
        id: `${spec}-${path.split('/')[1]}-${operation.operationId}.${status}`,
        level:
          status === 'success' || succeeds(status) || decides(status)
            ? ('MUST' as const)
            : ('SHOULD' as const),
      }))
    }),
  )
  return { version: info.version, facts }
}

function succeeds(status: string): boolean {
  return status.startsWith('2')
}
