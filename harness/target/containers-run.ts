/**
 * What a run leaves in the engine, found by label: its containers with their volumes, and its network.
 * Whatever happens to the harness, the next one that starts knows what is dead and what is somebody's.
 */
import { hostname } from 'node:os'
import type { Runtime } from './containers-runtime.ts'
import { isRunning, thisProcess } from './owner.ts'

const RUN = 'dev.touchstone.run'
const HOST = 'dev.touchstone.host'
const OWNER = 'dev.touchstone.owner'

type Labels = Readonly<Record<string, string>>

/** The labels that everything of a run of this process carries. */
export function labelsOf(run: string): Labels {
  return { [RUN]: run, [HOST]: hostname(), [OWNER]: thisProcess() }
}

/** Makes the network of a run; gives its name. */
export async function createNetwork(runtime: Runtime, run: string): Promise<string> {
  const name = `touchstone-${run}`
  await runtime.network.create({ Name: name, Driver: 'bridge', Labels: { ...labelsOf(run) } })
  return name
}

/** Removes whatever a run has in the engine, running or not. */
export async function removeRun(runtime: Runtime, run: string): Promise<void> {
  const { dockerode } = runtime.container
  const filters = { label: [`${RUN}=${run}`] }
  const containers = await dockerode.listContainers({ all: true, filters })
  await Promise.all(
    containers.map(async ({ Id }) => {
      const container = dockerode.getContainer(Id)
      await unless(REMOVING, container.remove({ force: true, v: true }))
      await unless(GONE, container.wait({ condition: 'removed' }))
    }),
  )
  const networks = await dockerode.listNetworks({ filters })
  await Promise.all(networks.map(({ Id }) => unless(GONE, dockerode.getNetwork(Id).remove())))
}

/** Removes what runs of this machine left behind whose process has ended. */
export async function sweep(runtime: Runtime): Promise<void> {
  const { dockerode } = runtime.container
  const filters = { label: [RUN, `${HOST}=${hostname()}`] }
  const [containers, networks] = await Promise.all([
    dockerode.listContainers({ all: true, filters }),
    dockerode.listNetworks({ filters }),
  ])
  const dead = [...containers, ...networks]
    .map(({ Labels }): Labels => Labels ?? {})
    .filter((labels) => !isRunning(labels[OWNER] ?? ''))
    .map((labels) => labels[RUN] ?? '')
  await Promise.all([...new Set(dead)].map((run) => removeRun(runtime, run)))
}

/** Two runs that start at once sweep the same dead one: what the other removes is no error. */
const GONE = [404]
const REMOVING = [404, 409]

async function unless(accepted: readonly number[], removal: Promise<unknown>): Promise<void> {
  try {
    await removal
  } catch (error) {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 0
    if (!accepted.includes(status)) throw error
  }
}
