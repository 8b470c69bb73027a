/** A server that someone else runs. Nothing is started, nothing can be controlled. */
import { resolveSrv } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { UsageError } from '../core/errors.ts'
import type { Endpoint, Provisioning } from '../core/target-info.ts'
import type { TargetProvider } from './provider.ts'

const CLIENT_PORT = 5222

const Accounts = z.array(z.object({ jid: z.string().regex(/^[^@/]+@[^@/]+$/), password: z.string() }))

export const external: TargetProvider = {
  kind: 'external',
  async start(request, progress, signal) {
    const began = performance.now()
    const { domain, port } = parseTarget(request.target ?? '')
    const provisioning = await provisioningFromEnvironment()
    const caPem = await authorityFromEnvironment()
    const https = httpsFromEnvironment(domain)
    progress(`looking up ${domain}`)
    const c2s =
      port === undefined
        ? ((await serviceOf(`_xmpp-client._tcp.${domain}`)) ?? { host: domain, port: CLIENT_PORT })
        : { host: domain, port }
    // A port that the user named says nothing about others of that server.
    const c2sDirectTls = port === undefined ? await serviceOf(`_xmpps-client._tcp.${domain}`) : undefined
    signal.throwIfAborted()
    return {
      info: {
        provider: 'external',
        domain,
        hosts: [{ domain, mechanisms: [] }],
        endpoints: {
          c2s,
          ...(c2sDirectTls === undefined ? {} : { c2sDirectTls }),
          ...(https === undefined ? {} : { https }),
        },
        connectTo: https === undefined ? {} : { [`${domain}:${https.port}`]: https },
        services: provisioning.by === 'registration' ? { 'open-registration': domain } : {},
        capabilities: [],
        trust: { caPem },
        software: { name: 'unknown', version: 'unknown' },
        path: `network to ${c2s.host}:${c2s.port}`,
      },
      access: {
        provisioning,
        ...(provisioning.by === 'adhoc'
          ? { admin: { jid: provisioning.adminJid, password: provisioning.adminPassword } }
          : {}),
        ...tokenFromEnvironment(),
        components: [],
      },
      control: {},
      boot: [{ step: 'look up', ms: performance.now() - began }],
      async [Symbol.asyncDispose]() {},
    }
  },
}

/** @throws UsageError unless the text is `domain` or `domain:port` */
function parseTarget(text: string): { domain: string; port: number | undefined } {
  const [, domain, digits] = /^((?:[\p{L}\p{N}_-]+\.)*[\p{L}\p{N}_-]+)(?::(\d{1,5}))?$/u.exec(text) ?? []
  const port = digits === undefined ? undefined : Number(digits)
  if (domain === undefined || port === 0 || (port ?? 0) > 65_535) {
    throw new UsageError(`Expected a target like example.org or example.org:5222, got "${text}".`)
  }
  return { domain, port }
}

/** The most preferred address of a service (RFC 6120 §3.2.1); undefined when DNS has none or says there is none. */
async function serviceOf(name: string): Promise<Endpoint | undefined> {
  try {
    const records = await resolveSrv(name)
    const [first] = records.sort((a, b) => a.priority - b.priority || b.weight - a.weight)
    return first === undefined || first.name === '' ? undefined : { host: first.name, port: first.port }
  } catch (error) {
    // Without DNS the domain itself is tried, and that failure names the address.
    if (error instanceof Error && 'code' in error && 'syscall' in error) return undefined
    throw error
  }
}

async function provisioningFromEnvironment(): Promise<Provisioning> {
  const { TOUCHSTONE_ACCOUNTS: list, TOUCHSTONE_ADMIN: jid } = process.env
  if (list) return { by: 'list', accounts: await readAccounts(list) }
  if (!jid) return { by: 'registration' }
  const password = process.env['TOUCHSTONE_ADMIN_PASSWORD']
  if (!password) {
    throw new UsageError(`Expected the password of ${jid} in TOUCHSTONE_ADMIN_PASSWORD; it is not set.`)
  }
  return { by: 'adhoc', adminJid: jid, adminPassword: password }
}

/** Where the domain answers over HTTPS, unless it is the usual port. */
function httpsFromEnvironment(domain: string): Endpoint | undefined {
  const { TOUCHSTONE_HTTPS_PORT: text } = process.env
  if (!text) return undefined
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0
  if (port >= 1 && port <= 65_535) return { host: domain, port }
  throw new UsageError(`Expected a port between 1 and 65535 in TOUCHSTONE_HTTPS_PORT, got "${text}".`)
}

/** @throws UsageError, which does not repeat what it was given */
function tokenFromEnvironment(): { readonly adminToken?: string } {
  const { TOUCHSTONE_ADMIN_TOKEN: adminToken } = process.env
  if (!adminToken) return {}
  if (/^[\w.~+/:-]+=*$/.test(adminToken)) return { adminToken }
  throw new UsageError(
    'Expected a bearer token in TOUCHSTONE_ADMIN_TOKEN, got something with characters that none can have (RFC 6750).',
  )
}

async function readAccounts(file: string): Promise<z.infer<typeof Accounts>> {
  const text = await readNamed(file, 'TOUCHSTONE_ACCOUNTS')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    throw new UsageError(`Expected JSON in ${file}: ${(error as Error).message}`, { cause: error })
  }
  const parsed = Accounts.safeParse(json)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new UsageError(
    `Expected [{ "jid": "romeo@example.org", "password": "…" }, …] in ${file}; at ${issue?.path.join('.') || 'the top'}: ${issue?.message}`,
  )
}

/** Empty: the system's authorities. */
async function authorityFromEnvironment(): Promise<string> {
  const file = process.env['TOUCHSTONE_CA_FILE']
  if (!file) return ''
  const pem = await readNamed(file, 'TOUCHSTONE_CA_FILE')
  if (pem.includes('-----BEGIN CERTIFICATE-----')) return pem
  throw new UsageError(`Expected a certificate in PEM in ${file}, which TOUCHSTONE_CA_FILE names.`)
}

async function readNamed(file: string, variable: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${variable} names ${file}, which cannot be read: ${(error as Error).message}`, {
      cause: error,
    })
  }
}
