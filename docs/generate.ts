/**
 * Makes the pages that are computed, and `--check`s that they are up to date.
 *
 *   npm run docs            writes them
 *   npm run docs -- --check says which are out of date; exit code 1 if any
 */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PROOF_FILE, parseProof, readSuites, sentencesOf, standings } from '../harness/catalogue/index.ts'
import { settings } from '../harness/cli/options.ts'
import { runJsonSchema } from '../harness/report/schema.ts'
import { conditionsPage, readConditions } from './conditions-page.ts'
import { configurationPage } from './configuration-page.ts'
import { coveragePage } from './coverage-page.ts'
import type { Page } from './page.ts'
import { requirementsPage } from './requirements-page.ts'

async function pages(): Promise<readonly Page[]> {
  const proof = existsSync(PROOF_FILE) ? parseProof(await readFile(PROOF_FILE, 'utf8'), PROOF_FILE) : {}
  const documents = standings(await readSuites('suites'), sentencesOf, proof)
  return [
    requirementsPage(documents),
    coveragePage(documents),
    conditionsPage(await readConditions()),
    configurationPage(Object.values(settings)),
    { path: 'docs/run-result.schema.json', contents: `${JSON.stringify(runJsonSchema(), null, 2)}\n` },
  ]
}

async function isOutOfDate({ path, contents }: Page): Promise<boolean> {
  return !existsSync(path) || (await readFile(path, 'utf8')) !== contents
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const checking = process.argv.includes('--check')
for (const page of await pages()) {
  if (!(await isOutOfDate(page))) continue
  if (checking) {
    process.stderr.write(`${page.path} is out of date; run npm run docs and commit it.\n`)
    process.exitCode = 1
  } else {
    await writeFile(page.path, page.contents)
    process.stdout.write(`${page.path} written\n`)
  }
}
