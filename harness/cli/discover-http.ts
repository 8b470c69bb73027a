/**
 * What a server offers over HTTP: WebSocket and BOSH as host metadata announces them (XEP-0156),
 * metrics where they are let out, and the administration API.
 */
import type { Capability } from '../core/capability.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { exchange, type HttpResponse, originOf } from '../http/exchange.ts'

const PATIENCE_MS = 3_000

const byRelation: Readonly<Record<string, Capability>> = {
  'urn:xmpp:alt-connections:websocket': 'websocket',
  'urn:xmpp:alt-connections:xbosh': 'bosh',
}

export async function discoverOverHttp(target: TargetInfo): Promise<TargetInfo> {
  const get = (path: string) => answer(target, `${originOf(target)}${path}`)
  const [metadata, metrics, administration] = await Promise.all([
    get('/.well-known/host-meta'),
    get('/metrics'),
    get('/admin_api/server/info'),
  ])
  const found = new Set(target.capabilities)
  for (const [, relation = ''] of metadata?.body.toString().matchAll(/rel=['"]([^'"]+)['"]/g) ?? []) {
    const capability = byRelation[relation]
    if (capability !== undefined) found.add(capability)
  }
  if (metrics?.status === 200 && /^# (TYPE|HELP) /m.test(metrics.body.toString())) found.add('openmetrics')
  // Without a token, it is known by its refusal.
  if (administration?.status === 401) {
    found.add('admin-api')
    if (administration.headers['www-authenticate'] !== undefined) found.add('admin-api-challenge')
    if (administration.headers['content-type']?.startsWith('application/json')) found.add('admin-api-reasons')
  }
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
