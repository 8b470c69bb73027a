import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv6 } from 'node:net'
import { type ContainerRuntimeClient, getContainerRuntimeClient, ImageName } from 'testcontainers'
import { CannotRunError } from '../core/errors.ts'
import type { Engine } from './engine.ts'

/** Testcontainers' connection to an engine: containers, images and networks, and dockerode beneath them. */
export type Runtime = ContainerRuntimeClient

/** What a connection is to; its types leave this out. */
interface Address {
  readonly socketPath?: string
  readonly host?: string
  readonly port?: string | number
}

/**
 * Connects to an engine. Testcontainers' own cleaner (Ryuk) is an image that must be pulled, and is only
 * started by parts of it that are not used here.
 * @throws CannotRunError when Testcontainers ends up at another engine
 */
export async function openRuntime(engine: Engine): Promise<Runtime> {
  process.env['DOCKER_HOST'] = engine.uri
  const runtime = await getContainerRuntimeClient()
  const { socketPath, host, port } = runtime.container.dockerode.modem as Address
  const reached = socketPath ?? `${host}:${port}`
  if (engine.uri.endsWith(reached)) return runtime
  throw new CannotRunError(
    `${engine.name} at ${engine.uri} answered and then could not be used; Testcontainers took ${reached} instead. ` +
      'Start it again, or name the other one in DOCKER_HOST.',
  )
}

/** Where published ports are reached: on this machine, unless the engine's network is elsewhere. */
export async function hostOf({ info }: Runtime): Promise<string> {
  const { host } = info.containerRuntime
  return host === 'localhost' || (await isOurs(host)) ? '127.0.0.1' : host
}

/**
 * Whether an address is one of this machine's: only then can it be bound. The list of interfaces leaves out
 * a bridge that nothing is attached to yet.
 */
async function isOurs(address: string): Promise<boolean> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4')
  try {
    socket.bind(0, address)
    await once(socket, 'listening')
    return true
  } catch {
    return false // Not ours, or no address at all.
  } finally {
    socket.close()
  }
}

/**
 * Pulls an image with the credentials that Docker's configuration has for its registry.
 * @throws Error with the engine's reason
 */
export async function pull(runtime: Runtime, reference: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  // The engine goes on pulling into its own store, where the next run finds the image.
  await Promise.race([runtime.image.pull(ImageName.fromString(reference)), aborted])
}
