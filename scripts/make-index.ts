/**
 * Makes the normative index: facts about every sentence with a keyword, without its text.
 *
 *   node --import tsx scripts/make-index.ts path/to/requirements.json path/to/mod_http_admin_api.openapi.yaml
 *
 * requirements.json lists the sentences of the specifications with their texts; specs-index.json
 * beside it has the version of each. The admin API is described in OpenAPI instead: there, routes and statuses
 * are the facts. The same input gives the same files.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { factsOf } from './openapi-facts.ts'

const SENTENCES = new URL('../harness/catalogue/sentences/', import.meta.url)

const Source = z.array(
  z.object({
    id: z.string(),
    spec: z.string(),
    level: z.string(),
    subject: z.enum(['server', 'client', 'both', 'other']),
    kind: z.string().optional(),
    observable: z.enum(['client', 'federation', 'setup', 'no', 'duplicate', 'n/a']).optional(),
  }),
)
const Versions = z.record(z.string(), z.object({ version: z.string().optional() }))

type SourceSentence = z.infer<typeof Source>[number]

const [path, adminApi] = process.argv.slice(2)
if (path === undefined || adminApi === undefined) {
  process.stderr.write(
    'Usage: node --import tsx scripts/make-index.ts path/to/requirements.json path/to/mod_http_admin_api.openapi.yaml\n',
  )
  process.exit(2)
}
const source = Source.parse(JSON.parse(await readFile(path, 'utf8')))
const versions = Versions.parse(JSON.parse(await readFile(join(dirname(path), 'specs-index.json'), 'utf8')))

const specs = new Set(source.map(({ spec }) => spec))
await rm(SENTENCES, { recursive: true, force: true })
await mkdir(SENTENCES, { recursive: true })
for (const spec of specs) {
  const sentences = source.filter((sentence) => sentence.spec === spec)
  await writeFile(new URL(`${spec}.json`, SENTENCES), indexFile(spec, versions[spec]?.version, sentences))
}
const { version, facts } = factsOf('admin-api', await readFile(adminApi, 'utf8'))
await writeFile(
  new URL('admin-api.json', SENTENCES),
  indexFile(
    'admin-api',
    version,
    facts.map((fact) => ({ ...fact, spec: 'admin-api', subject: 'server', observable: 'client' })),
  ),
)
process.stdout.write(
  `${source.length} sentences of ${specs.size} specifications, ${facts.length} facts of the admin API\n`,
)

/** One line a sentence, so that a new version of a specification shows as the lines that it changes. */
function indexFile(spec: string, version: string | undefined, sentences: readonly SourceSentence[]): string {
  const lines = sentences.map(
    ({ id, level, subject, ...rest }) =>
      `    ${JSON.stringify(id)}: ["${level}", "${subject}", "${observableOf(rest)}"]`,
  )
  const versionLine = version === undefined ? '' : `  "version": "${version}",\n`
  return `{\n  "spec": "${spec}",\n${versionLine}  "sentences": {\n${lines.join(',\n')}\n  }\n}\n`
}

/** A conformance summary repeats the body, whether or not someone has reviewed it. */
function observableOf({ observable, kind }: Pick<SourceSentence, 'observable' | 'kind'>): string {
  if (observable !== undefined) return observable
  return kind === 'conformance summary' ? 'duplicate' : 'unreviewed'
}
