import { z } from 'zod'
import { UsageError } from './errors.ts'

/**
 * Reads the text of a JSON file that people write.
 * @param file named in the error
 * @throws UsageError with the path of the first field that is wrong, what was expected and what came
 */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): z.infer<Schema> {
  const json = readJson(text, file)
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue === undefined) throw result.error
  const others = result.error.issues.length - 1
  throw new UsageError(
    `${file}: at ${z.core.toDotPath(issue.path) || 'the top'}, expected ${expected(issue)}, ` +
      `got ${shown(valueAt(json, issue.path))}${others > 0 ? ` (and ${others} more)` : ''}.`,
    { cause: result.error },
  )
}

function readJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`${file}: expected JSON, got ${shown(text)} (${(cause as SyntaxError).message}).`, {
      cause,
    })
  }
}

function expected(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.expected
    case 'invalid_value':
      return oneOf(issue.values)
    case 'invalid_union':
      return 'options' in issue ? oneOf(issue.options) : issue.message
    case 'unrecognized_keys':
      return `no field named ${issue.keys.map((key) => `"${key}"`).join(' or ')}`
    case 'too_small':
      return issue.origin === 'string' ? `at least ${issue.minimum} characters` : `at least ${issue.minimum}`
    case 'invalid_format':
      return issue.format === 'regex' ? `text that fits ${issue.pattern}` : `a valid ${issue.format}`
    default:
      return issue.message
  }
}

function oneOf(values: readonly unknown[]): string {
  const [first] = values
  return values.length === 1
    ? JSON.stringify(first)
    : `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<PropertyKey, unknown>)[part], json)
}

const LONGEST_SHOWN = 80

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value)
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text
}
