/**
 * Control over a target for the other processes of its run. Only the one that booted a server can stop and
 * start it; verifications run in others, and ask for it over a socket in a folder that nobody else may enter.
 */
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import http from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { InconclusiveError } from '../core/errors.ts'
import type { ServerUsage, ServerWatch, TargetControl } from '../core/target-info.ts'
import { createRunFolder } from './run-folder.ts'

/** What can be asked of a target over the channel, and looked at. */
export type RemoteControl = Required<TargetControl> & { readonly sample: () => Promise<ServerUsage> }

type Order = keyof RemoteControl

export interface ControlChannel extends AsyncDisposable {
  /** Of the socket. */
  readonly path: string
}

/** Takes orders until it is disposed of. */
export async function openControlChannel(
  control: TargetControl,
  watch: ServerWatch | undefined,
): Promise<ControlChannel> {
  const folder = await createRunFolder()
  const path = join(folder, 'control')
  const orders: Readonly<Partial<Record<string, (argument: number) => Promise<unknown>>>> = {
    ...(watch === undefined ? {} : { sample: () => usageOf(watch) }),
    ...control,
  }
  const server = http.createServer((incoming, outgoing) => {
    const [order = '', argument] = (incoming.url ?? '').slice(1).split('/')
    obey(order, orders[order], Number(argument)).then(
      (result) => outgoing.end(JSON.stringify(result ?? null)),
      (error: Error) => outgoing.writeHead(500).end(error.message),
    )
  })
  server.listen(path)
  await once(server, 'listening')
  return {
    path,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function obey(
  order: string,
  action: ((argument: number) => Promise<unknown>) | undefined,
  argument: number,
): Promise<unknown> {
  if (action === undefined) throw new Error(`this target has no ${order}`)
  return action(argument)
}

async function usageOf(watch: ServerWatch): Promise<ServerUsage> {
  const [sample, storedBytes] = await Promise.all([watch.sample(), watch.storedBytes?.()])
  return { ...sample, ...(storedBytes === undefined ? {} : { storedBytes }) }
}

/** Gives orders to whoever listens at that path. What cannot be done is inconclusive. */
export function controlOver(path: string): RemoteControl {
  return {
    restart: () => give(path, 'restart'),
    kill: () => give(path, 'kill'),
    setClock: (secondsAhead) => give(path, 'setClock', secondsAhead),
    pauseDatabase: () => give(path, 'pauseDatabase'),
    resumeDatabase: () => give(path, 'resumeDatabase'),
    restartDatabase: () => give(path, 'restartDatabase'),
    sample: () => give<ServerUsage>(path, 'sample'),
  }
}

async function give<Result = void>(socketPath: string, order: Order, argument?: number): Promise<Result> {
  try {
    const request = http
      .request({
        socketPath,
        path: argument === undefined ? `/${order}` : `/${order}/${argument}`,
        method: 'POST',
        agent: false,
      })
      .end()
    const [answer] = (await once(request, 'response')) as [http.IncomingMessage]
    const said = await text(answer)
    if (answer.statusCode !== 200) throw new Error(said)
    return JSON.parse(said) as Result
  } catch (cause) {
    throw new InconclusiveError(`could not ${WORDS[order]}: ${(cause as Error).message}`, { cause })
  }
}

const WORDS: Readonly<Record<Order, string>> = {
  restart: 'restart the server',
  kill: 'kill the server and start it again',
  setClock: 'start the server as if time had passed',
  pauseDatabase: 'pause the database',
  resumeDatabase: 'resume the database',
  restartDatabase: 'restart the database',
  sample: 'see what the server uses',
}
