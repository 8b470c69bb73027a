import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CannotRunError, UsageError } from '../core/errors.ts'
import { type AuthorityKey, createAuthorityKey } from '../wire/certificates.ts'
import { type ComposeFile, type ComposeService, readCompose } from './compose.ts'
import type { TargetRequest } from './provider.ts'
import {
  type ComponentSecret,
  componentSetting,
  DOMAIN,
  drawCertificate,
  drawComponents,
  drawSecret,
} from './reference.ts'

/** Where compose.test.yaml lies, and what it names. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url))
const COMPOSE_FILE = 'compose.test.yaml'

/** The image contract of prosody/README.md: certificates lie here, one for all names. */
const CERTIFICATES = '/etc/prosody/certs'
const AUTHORITY = '/etc/prosody/peer-authority.pem'

/** What is to be booted, before anything is. */
export interface Plan {
  readonly domain: string
  readonly components: readonly ComponentSecret[]
  readonly caPem: string
  readonly peerAuthority: AuthorityKey
  readonly database: ComposeService
  readonly server: ComposeService
  /** What the server's container holds before it starts, by absolute path. */
  readonly files: Readonly<Record<string, string>>
}

/**
 * The stack of compose.test.yaml with the secrets and certificates of one run.
 * @throws UsageError when a setting has no place in it
 */
export async function planStack(request: TargetRequest): Promise<Plan> {
  const settings = request.settings ?? {}
  const domain = settings['PROSODY_DOMAIN'] ?? DOMAIN
  const components = drawComponents(domain)
  const drawn = {
    PROSODY_DB_PASSWORD: drawSecret(),
    PROSODY_COMPONENTS: componentSetting(components),
    PROSODY_CA_FILE: AUTHORITY,
  }
  const named = request.image === undefined ? {} : { TOUCHSTONE_PROSODY_IMAGE: request.image }
  const values: Readonly<Record<string, string | undefined>> = {
    ...onlyOurs(process.env),
    ...settings,
    ...drawn,
    ...named,
  }
  const file = readCompose(await readFile(join(PROJECT, COMPOSE_FILE), 'utf8'), values, COMPOSE_FILE)
  refuseUnknown(Object.keys(settings), file, Object.keys(drawn))

  const { build, ...server } = serviceNamed('prosody', file)
  const certificate = await drawCertificate(domain, components)
  const peerAuthority = await createAuthorityKey()
  return {
    domain,
    components,
    caPem: certificate.caPem,
    peerAuthority,
    database: serviceNamed('postgres', file),
    server: values['TOUCHSTONE_PROSODY_IMAGE'] || build === undefined ? server : { ...server, build },
    files: {
      [`${CERTIFICATES}/${domain}.crt`]: certificate.certificatePem,
      [`${CERTIFICATES}/${domain}.key`]: certificate.keyPem,
      [AUTHORITY]: peerAuthority.caPem,
    },
  }
}

/** Which images to take is this machine's affair; what the server is set to is the request's alone. */
function onlyOurs(env: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => /^TOUCHSTONE_\w+_IMAGE$/.test(name)))
}

function refuseUnknown(settings: readonly string[], file: ComposeFile, drawn: readonly string[]): void {
  const known = [...file.variables].filter((name) => name.startsWith('PROSODY_') && !drawn.includes(name))
  for (const name of settings) {
    if (known.includes(name)) continue
    throw new UsageError(`${name} is no setting of ${COMPOSE_FILE}; it has ${known.sort().join(', ')}.`)
  }
}

function serviceNamed(name: string, file: ComposeFile): ComposeService {
  const service = file.services.find((candidate) => candidate.name === name)
  if (service === undefined) throw new CannotRunError(`${COMPOSE_FILE} has no service ${name}.`)
  return service
}
