/**
 * The part of the Compose file format that compose.test.yaml uses, and no more: what the harness
 * does not understand it refuses, so that a person and the harness always boot the same stack.
 */
import { parse, YAMLParseError } from 'yaml'
import { z } from 'zod'
import { UsageError } from '../core/errors.ts'

export interface ComposeService {
  readonly name: string
  readonly image: string
  readonly build?: ComposeBuild
  /** Replaces the image's command. */
  readonly command?: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  /** Ports of the container that are published, TCP. */
  readonly ports: readonly number[]
}

export interface ComposeBuild {
  /** Folder, relative to the Compose file. */
  readonly context: string
  readonly dockerfile: string
  readonly args: Readonly<Record<string, string>>
}

export interface ComposeFile {
  readonly services: readonly ComposeService[]
  /** Names of all variables that the file takes from its environment. */
  readonly variables: ReadonlySet<string>
}

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const variables = z.record(z.string(), scalar)

const Service = z.strictObject({
  image: z.string(),
  build: z
    .strictObject({ context: z.string(), dockerfile: z.string(), args: variables.default({}) })
    .optional(),
  command: z.array(z.string()).optional(),
  environment: variables.default({}),
  ports: z
    .array(
      z
        .string()
        .regex(/^127\.0\.0\.1:\d+:\d+$/, 'expected 127.0.0.1:<host port>:<container port>')
        .transform((port) => Number(port.slice(port.lastIndexOf(':') + 1))),
    )
    .default([]),
  // The next two are for `docker compose up`. The harness knows the order, and asks the services itself.
  depends_on: z.record(z.string(), z.strictObject({ condition: z.literal('service_healthy') })).optional(),
  healthcheck: z
    .strictObject({
      test: z.array(z.string()).optional(),
      interval: z.string().optional(),
      timeout: z.string().optional(),
      retries: z.number().optional(),
      start_period: z.string().optional(),
    })
    .optional(),
})

const File = z.strictObject({ name: z.string().optional(), services: z.record(z.string(), Service) })

/**
 * Reads a Compose file.
 * @param values what the file's variables stand for; a name that is missing takes the file's default
 * @param name of the file, for messages
 * @throws UsageError naming the place: broken YAML, a key that is not supported, a variable without value
 */
export function readCompose(
  text: string,
  values: Readonly<Record<string, string | undefined>>,
  name: string,
): ComposeFile {
  const used = new Set<string>()
  const interpolated = interpolateAll(parseYaml(text, name), values, used, name, [])
  const parsed = File.safeParse(interpolated)
  if (!parsed.success) throw new UsageError(`${name}: ${sentence(parsed.error)}`)
  const services = Object.entries(parsed.data.services).map(
    ([service, { build, command, image, environment, ports }]): ComposeService => ({
      name: service,
      image,
      ...(build === undefined ? {} : { build }),
      ...(command === undefined ? {} : { command }),
      environment,
      ports,
    }),
  )
  return { services, variables: used }
}

function parseYaml(text: string, name: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UsageError(`${name} is not YAML: ${error.message}`)
    throw error
  }
}

function sentence(error: z.ZodError): string {
  return error.issues
    .map((issue) => {
      if (issue.code === 'unrecognized_keys') {
        const keys = issue.keys.map((key) => [...issue.path, key].join('.')).join(', ')
        return `${keys} is not supported by the harness`
      }
      return `${issue.path.join('.')}: ${issue.message}`
    })
    .join('; ')
}

function interpolateAll(
  node: unknown,
  values: Readonly<Record<string, string | undefined>>,
  used: Set<string>,
  name: string,
  path: readonly string[],
): unknown {
  const descend = (child: unknown, key: string) => interpolateAll(child, values, used, name, [...path, key])
  if (typeof node === 'string') return interpolate(node, values, used, `${name}: ${path.join('.')}`)
  if (Array.isArray(node)) return node.map((child, index) => descend(child, String(index)))
  if (typeof node === 'object' && node !== null) {
    return Object.fromEntries(Object.entries(node).map(([key, child]) => [key, descend(child, key)]))
  }
  return node
}

const VARIABLE = /\$(?:(?<escaped>\$)|\{(?<name>\w+)(?:(?<operator>:-|:\?)(?<operand>[^${}]*))?\})?/g

/** `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$`; an empty value counts as missing. */
function interpolate(
  text: string,
  values: Readonly<Record<string, string | undefined>>,
  used: Set<string>,
  place: string,
): string {
  return text.replace(VARIABLE, (match, ...rest) => {
    const groups: Readonly<Record<string, string | undefined>> = rest.at(-1)
    const { escaped, name, operator, operand } = groups as Partial<
      Record<'escaped' | 'name' | 'operator' | 'operand', string>
    >
    if (escaped) return '$'
    if (name === undefined) {
      throw new UsageError(
        `${place}: expected \${NAME}, \${NAME:-default} or \${NAME:?message} in ${JSON.stringify(text)}, got ${match}`,
      )
    }
    used.add(name)
    const value = values[name]
    if (value !== undefined && value !== '') return value
    if (operator === ':?') throw new UsageError(`${place}: ${name} ${operand || 'is not set'}`)
    return operand ?? ''
  })
}
