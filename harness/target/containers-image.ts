import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { CannotRunError } from '../core/errors.ts'
import type { ComposeBuild } from './compose.ts'
import { type ArchivedFile, archive } from './containers-archive.ts'
import { pull, type Runtime } from './containers-runtime.ts'
import type { Progress } from './provider.ts'

/**
 * Images that scripts/images.sh makes on machines that reach no registry of images, by the image that
 * each stands in for.
 */
const STAND_INS: Readonly<Record<string, string>> = {
  'debian:trixie-slim': 'touchstone/debian:trixie-slim',
  'postgres:16-alpine': 'touchstone/postgres:16',
}

/**
 * The reference under which the engine has an image: the one asked for, or the stand-in that was made
 * for it, else it is pulled.
 * @throws CannotRunError when it is nowhere to be had
 */
export async function obtainImage(
  runtime: Runtime,
  reference: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const standIn = STAND_INS[reference]
  for (const candidate of standIn === undefined ? [reference] : [reference, standIn]) {
    if (await hasImage(runtime, candidate)) return candidate
  }
  progress(`pulling ${reference}`)
  try {
    await pull(runtime, reference, signal)
  } catch (error) {
    signal.throwIfAborted()
    throw cannotPull(reference, error instanceof Error ? error.message : String(error))
  }
  if (await hasImage(runtime, reference)) return reference
  throw cannotPull(reference, 'the pull ended before the image was whole')
}

function cannotPull(reference: string, reason: string): CannotRunError {
  const advice =
    STAND_INS[reference] === undefined
      ? 'check the name, or load the image into the engine'
      : 'where no registry of images can be reached, make it with scripts/images.sh'
  return new CannotRunError(
    `The image ${reference} is not in the engine and cannot be pulled (${reason.trim()}): ${advice}.`,
  )
}

async function hasImage(runtime: Runtime, reference: string): Promise<boolean> {
  return (await describeImage(runtime, reference)) !== undefined
}

/** The digest of an image: its registry's where it has one, else its own; undefined when it is not there. */
export async function describeImage(runtime: Runtime, reference: string): Promise<string | undefined> {
  try {
    const { Id, RepoDigests } = await runtime.container.dockerode.getImage(reference).inspect()
    return RepoDigests?.[0]?.replace(/^.*@/, '') ?? Id
  } catch (error) {
    if (error instanceof Error && 'statusCode' in error && error.statusCode === 404) return undefined
    throw error
  }
}

/**
 * The image of a build, from the engine if these very files were built before.
 * @param folder that the build's context is relative to
 * @param repository of the image; its tag is the hash of what goes in
 * @throws CannotRunError with the last lines of a build that fails
 */
export async function buildImage(
  runtime: Runtime,
  build: ComposeBuild,
  folder: string,
  repository: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<string> {
  const context = await readContext(join(folder, build.context))
  const reference = `${repository}:${hashOf(context, build)}`
  if (await hasImage(runtime, reference)) return reference

  const args = { ...build.args }
  if (args['BASE_IMAGE'] !== undefined) {
    args['BASE_IMAGE'] = await obtainImage(runtime, args['BASE_IMAGE'], progress, signal)
  }
  progress(`building ${reference} on ${args['BASE_IMAGE']}`)
  const output = await runtime.container.dockerode.buildImage(archive(context), {
    t: reference,
    dockerfile: build.dockerfile,
    buildargs: args,
    forcerm: true,
    abortSignal: signal,
  })
  await follow(output as Readable, `${build.context}/${build.dockerfile}`, progress)
  return reference
}

/** The files of a build context that can make a difference to the image: its documents cannot. */
async function readContext(folder: string): Promise<ArchivedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return Promise.all(
    files.map(async (path) => ({
      name: path.slice(folder.length + 1).replaceAll('\\', '/'),
      mode: path.endsWith('.sh') ? 0o755 : 0o644,
      content: await readFile(path),
    })),
  )
}

function hashOf(context: readonly ArchivedFile[], build: ComposeBuild): string {
  const hash = createHash('sha256').update(JSON.stringify(build))
  for (const { name, mode, content } of context) {
    hash.update(JSON.stringify([name, mode, content.length])).update(content)
  }
  return hash.digest('hex').slice(0, 12)
}

interface BuildMessage {
  readonly stream?: string
  readonly error?: string
}

/** Reads the engine's account of a build: one JSON object a line. @throws CannotRunError when it failed */
async function follow(output: Readable, what: string, progress: Progress): Promise<void> {
  const said: string[] = []
  for await (const line of createInterface(output)) {
    if (line === '') continue
    const { stream, error } = JSON.parse(line) as BuildMessage
    if (error !== undefined) {
      throw new CannotRunError(`${what} does not build: ${error}\n${said.slice(-15).join('\n')}`)
    }
    const text = stream?.trim()
    if (!text) continue
    said.push(text)
    const step = /^Step (\d+)\/(\d+) : (\S+)/.exec(text)
    if (step) progress(`building: ${step[3]}`, Number(step[1]) / Number(step[2]))
  }
}
