import { request } from 'node:http'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** A container engine that answers the Docker API. */
export interface Engine {
  readonly name: 'Docker' | 'Podman'
  readonly version: string
  /** As DOCKER_HOST has it: `unix:///…` or `tcp://host:port`. */
  readonly uri: string
}

/** What a search for an engine came to, and a sentence about it for a person. */
export interface EngineSearch {
  readonly engine?: Engine
  readonly says: string
}

/** Milliseconds that an engine has to answer: it is local, and without one the embedded server is waiting. */
const PATIENCE_MS = 800

const Version = z.object({
  Version: z.string(),
  Components: z.array(z.object({ Name: z.string() })).optional(),
})

/**
 * The engine that DOCKER_HOST names, else the first that answers on a usual socket; and why, for a
 * person. Takes less than a second and never throws.
 *
 * DOCKER_HOST is the user's word: where it is set, no other place is tried.
 */
export async function searchEngine(env: NodeJS.ProcessEnv = process.env): Promise<EngineSearch> {
  const named = env['DOCKER_HOST']
  const candidates = named ? [named] : defaultSockets(env)
  const answers = await Promise.all(candidates.map(ask))
  const engine = answers.find((answer) => typeof answer !== 'string')
  if (engine) return { engine, says: `${engine.name} ${engine.version} answers at ${engine.uri}` }
  if (named) return { says: `no container engine answers at DOCKER_HOST=${named}: ${answers[0]}` }
  const refused = candidates.findIndex((_, index) => answers[index] !== 'no socket is there')
  return {
    says:
      refused === -1
        ? 'no container engine is there: no DOCKER_HOST, and no socket of Docker or Podman'
        : `no container engine answers: ${candidates[refused]}: ${answers[refused]}`,
  }
}

function defaultSockets(env: NodeJS.ProcessEnv): string[] {
  const runtime = env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`
  const home = homedir()
  return [
    '/var/run/docker.sock',
    join(runtime, 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.colima/default/docker.sock'),
    join(runtime, 'podman/podman.sock'),
    '/run/podman/podman.sock',
  ].map((path) => `unix://${path}`)
}

/** The engine at an address, or why there is none. */
async function ask(uri: string): Promise<Engine | string> {
  const address = addressOf(uri)
  if (typeof address === 'string') return address
  try {
    const parsed = Version.safeParse(JSON.parse(await get(address, '/version')))
    if (!parsed.success) return 'what answers there is no container engine'
    const isPodman = parsed.data.Components?.some(({ Name }) => Name.startsWith('Podman'))
    return { name: isPodman ? 'Podman' : 'Docker', version: parsed.data.Version, uri }
  } catch (error) {
    return reason(error)
  }
}

type Address = { readonly socketPath: string } | { readonly host: string; readonly port: string }

function addressOf(uri: string): Address | string {
  if (!URL.canParse(uri)) return 'this is no address; expected unix:///path or tcp://host:port'
  const { protocol, pathname, hostname, port } = new URL(uri)
  if (protocol === 'unix:' && hostname === '') return { socketPath: pathname }
  if (protocol === 'tcp:' || protocol === 'http:') return { host: hostname, port: port || '2375' }
  return `${protocol} is not supported; expected unix:///path or tcp://host:port`
}

function get(address: Address, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const asked = request({ ...address, path, signal }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end()
  })
}

function reason(error: unknown): string {
  if (error instanceof SyntaxError) return 'what answers there is no container engine'
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  switch (code) {
    case 'ENOENT':
      return 'no socket is there'
    case 'EACCES':
      return 'this user may not use the socket (is it in the group docker?)'
    case 'ECONNREFUSED':
      return 'nothing listens there'
    case 'ABORT_ERR':
    case 'ECONNABORTED':
      return `no answer within ${PATIENCE_MS} ms`
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
