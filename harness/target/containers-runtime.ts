import { type ContainerRuntimeClient, getContainerRuntimeClient, ImageName } from 'testcontainers'
import type { Engine } from './engine.ts'

/** Testcontainers' connection to an engine: containers, images and networks, and dockerode beneath them. */
export type Runtime = ContainerRuntimeClient

/**
 * Connects to an engine. Testcontainers' own cleaner (Ryuk) is an image that must be pulled, and is only
 * started by parts of it that are not used here.
 */
export async function openRuntime(engine: Engine): Promise<Runtime> {
  process.env['DOCKER_HOST'] = engine.uri
  return getContainerRuntimeClient()
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
