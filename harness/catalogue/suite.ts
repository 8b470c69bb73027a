/**
 * A document's suite as it stands on disk, read without running it: verifications are registered by
 * literal ids, so the text of the files says which requirement each of them asserts.
 */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../core/errors.ts'
import type { Spec } from './define-spec.ts'
import { type Exclusion, parseExclusions } from './exclusions.ts'

/** One file of verifications and the lies beside it. */
export interface SectionFile {
  /** `8.5.2.1.1-message-to-bare-jid`: its name without `.test.ts`. */
  readonly name: string
  /** Names (`section/slug`) of the requirements that it verifies, in order, each once. */
  readonly verifies: readonly string[]
  /** By name of the requirement, the lies about it in words. */
  readonly lies: Readonly<Record<string, readonly string[]>>
}

export interface Suite {
  readonly spec: Spec
  /** Names of the requirements as they are written down: one that is declared in two parts stands here twice. */
  readonly declared: readonly string[]
  readonly exclusions: readonly Exclusion[]
  readonly files: readonly SectionFile[]
}

const TEST = '.test.ts'
const LIES = '.lies.ts'
const DECLARATION = /^[ \t]*'([^'/]+\/[^']+)': \{/gm
/** A call at the start of a line: one that is commented out does not count. */
const VERIFY = /^[ \t]*verify\(\s*'([^']+)'/gm

/**
 * Reads every suite of a folder; a folder in it without requirements is no conformance suite.
 * @param folder for example `suites`
 * @throws UsageError where a file is not as expected
 */
export async function readSuites(folder: string): Promise<readonly Suite[]> {
  const names = (await readdir(folder)).filter((name) => existsSync(join(folder, name, 'requirements.ts')))
  return await Promise.all(names.sort().map((name) => readSuite(join(folder, name), name)))
}

async function readSuite(folder: string, id: string): Promise<Suite> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(TEST))
  return {
    spec: await readSpec(join(folder, 'requirements.ts'), id),
    declared: await readDeclared(folder),
    exclusions: await readExclusions(join(folder, 'exclusions.json')),
    files: await Promise.all(
      names.sort().map((name) => readSection(folder, id, name.slice(0, -TEST.length))),
    ),
  }
}

async function readSpec(path: string, id: string): Promise<Spec> {
  const module: object = await import(pathToFileURL(path).href)
  const spec = Object.values(module).find(isSpec)
  if (spec?.id !== id) {
    throw new UsageError(
      `Expected ${path} to export the spec "${id}", as its folder is called, got ${spec === undefined ? 'none' : `"${spec.id}"`}.`,
    )
  }
  return spec
}

/** From `requirements.ts` and the parts in the folder `requirements`. */
async function readDeclared(folder: string): Promise<readonly string[]> {
  const parts = join(folder, 'requirements')
  const names = existsSync(parts) ? await readdir(parts) : []
  const files = [join(folder, 'requirements.ts'), ...names.sort().map((name) => join(parts, name))]
  const sources = await Promise.all(files.map((file) => readFile(file, 'utf8')))
  return sources.flatMap((source) => [...source.matchAll(DECLARATION)].map(([, name = '']) => name))
}

function isSpec(value: unknown): value is Spec {
  return typeof value === 'object' && value !== null && 'id' in value && 'requirements' in value
}

async function readExclusions(path: string): Promise<readonly Exclusion[]> {
  return existsSync(path) ? parseExclusions(await readFile(path, 'utf8'), path) : []
}

async function readSection(folder: string, spec: string, name: string): Promise<SectionFile> {
  const source = await readFile(join(folder, `${name}${TEST}`), 'utf8')
  const verifies = [...source.matchAll(VERIFY)].map(([, id = '']) => id)
  return {
    name,
    verifies: [...new Set(verifies)],
    lies: await readLies(join(folder, `${name}${LIES}`), spec),
  }
}

/** Lies are exported by the full id of their requirement: `rfc6121/8.5.2.1.1/never-to-negative-priority`. */
async function readLies(path: string, spec: string): Promise<SectionFile['lies']> {
  if (!existsSync(path)) return {}
  const module: { readonly lies?: Readonly<Record<string, object>> } = await import(pathToFileURL(path).href)
  if (module.lies === undefined)
    throw new UsageError(`Expected ${path} to export "lies", got no such export.`)
  return Object.fromEntries(
    Object.entries(module.lies).map(([id, lies]) => [id.replace(`${spec}/`, ''), Object.keys(lies)]),
  )
}
