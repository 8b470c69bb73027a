/**
 * The reference server of prosody/ as the harness boots it, whether in a container or as a process:
 * what it serves, and the secrets of one run.
 */
import { randomBytes } from 'node:crypto'
import type { Capability } from '../core/capability.ts'
import type { Provisioning } from '../core/target-info.ts'
import { createAuthority, type ServerCertificate } from '../wire/certificates.ts'
import { provisionerFor } from './provisioner.ts'

/** The domain that accounts live on, where nobody says otherwise. */
export const DOMAIN = 'touchstone.test'

/** The virtual hosts, and the hash of each one's passwords: Prosody keeps one an account (prosody.cfg.lua). */
export function hashesOf(domain: string): Readonly<Record<string, 'SHA-1' | 'SHA-256'>> {
  return { [domain]: 'SHA-1', [`sha256.${domain}`]: 'SHA-256' }
}

/** Every name that the server is reached by, `domain` first. */
export function namesOf(domain: string): [string, ...string[]] {
  return [
    domain,
    ...['sha256', 'open', 'limited', 'muc', 'upload', 'proxy'].map((name) => `${name}.${domain}`),
  ]
}

/**
 * Where strangers may register and where not, as far as the server has these hosts.
 * @param opened whether PROSODY_ALLOW_REGISTRATION opens the domain itself
 */
export function registrationHostsOf(domain: string, opened: boolean): Partial<Record<Capability, string>> {
  return {
    'limited-registration': `limited.${domain}`,
    ...(opened
      ? { 'open-registration': domain }
      : { 'open-registration': `open.${domain}`, 'closed-registration': domain }),
  }
}

/** A connection may use each external component once at a time; tests run side by side. */
const COMPONENTS = 12

export interface ComponentSecret {
  readonly jid: string
  readonly secret: string
}

export function drawComponents(domain: string): ComponentSecret[] {
  return Array.from({ length: COMPONENTS }, (_, index) => ({
    jid: `component${index + 1}.${domain}`,
    secret: drawSecret(),
  }))
}

/** The value of PROSODY_COMPONENTS. */
export function componentSetting(components: readonly ComponentSecret[]): string {
  return components.map(({ jid, secret }) => `${jid}:${secret}`).join(',')
}

/** A password nobody needs to type. */
export function drawSecret(): string {
  return randomBytes(18).toString('base64url')
}

/** One certificate for everything the server serves, signed by an authority that lives as long as the run. */
export async function drawCertificate(
  domain: string,
  components: readonly ComponentSecret[],
): Promise<ServerCertificate> {
  const authority = await createAuthority()
  return authority.issue([...namesOf(domain), ...components.map(({ jid }) => jid)])
}

/** Makes the account that prosody.cfg.lua takes for the administrator's. */
export async function createAdmin(
  provisioning: Provisioning,
  domain: string,
): Promise<{ readonly jid: string; readonly password: string }> {
  const provisioner = provisionerFor(provisioning)
  try {
    const [account] = await provisioner.create(['admin'], domain)
    if (account === undefined) throw new TypeError('one localpart makes one account')
    return { jid: account.bareJid, password: account.password }
  } finally {
    await provisioner.close()
  }
}
