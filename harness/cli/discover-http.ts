/**
 * What a server offers over HTTP: WebSocket and BOSH as host metadata announces them (XEP-0156), and
 * metrics where they are let out.
 */
import type { Capability } from '../core/capability.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { exchange, type HttpResponse } from '../http/exchange.ts'

const PATIENCE_MS = 3_000

const byRelation: Readonly<Record<string, Capability>> = {
  'urn:xmpp:alt-connections:websocket': 'websocket',
  'urn:xmpp:alt-connections:xbosh': 'bosh',
}

export async function discoverOverHttp(target: TargetInfo): Promise<TargetInfo> {
  const authority =
    Object.keys(target.connectTo).find((name) => name.startsWith(`${target.domain}:`)) ?? target.domain
  const get = (path: string) => answer(target, `https://${authority}${path}`)
  const [metadata, metrics] = await Promise.all([get('/.well-known/host-meta'), get('/metrics')])
  const found = new Set(target.capabilities)
  for (const [, relation = ''] of metadata?.body.toString().matchAll(/rel=['"]([^'"]+)['"]/g) ?? []) {
    const capability = byRelation[relation]
    if (capability !== undefined) found.add(capability)
  }
  if (metrics?.status === 200 && /^# (TYPE|HELP) /m.test(metrics.body.toString())) found.add('openmetrics')
  return { ...target, capabilities: [...found].sort() }
}

/** Undefined where nothing that speaks HTTP is there to answer. */
async function answer(target: TargetInfo, url: string): Promise<HttpResponse | undefined> {
  try {
    return await exchange(target, { url, method: 'GET', patience: PATIENCE_MS })
  } catch (error) {
    if (error instanceof InconclusiveError || error instanceof SilenceError) return undefined
    throw error
  }
}
