import { z } from 'zod'
import { UsageError } from '../core/errors.ts'

/**
 * Reads the text of a JSON file that has a schema.
 * @param file named in the error
 * @throws UsageError that says where in the file what was expected
 */
export function parseJson<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): z.infer<Schema> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (cause) {
    throw new UsageError(`${file} is no JSON: ${cause instanceof Error ? cause.message : cause}.`, { cause })
  }
  const result = schema.safeParse(json)
  if (result.success) return result.data
  const problems = result.error.issues.map(
    ({ path, message }) => `${z.core.toDotPath(path) || 'the file'}: ${message}`,
  )
  throw new UsageError(`${file} is not as expected. ${problems.join('. ')}.`, { cause: result.error })
}
