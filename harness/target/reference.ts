/**
 * The reference server of prosody/ as the harness boots it, whether in a container or as a process:
 * what it serves, and the secrets of one run.
 */
import { randomBytes } from 'node:crypto'
import { createAuthority, type ServerCertificate } from '../wire/certificates.ts'

/** The domain that accounts live on, where nobody says otherwise. */
export const DOMAIN = 'touchstone.test'

/** The hash of each virtual host's passwords: Prosody keeps one an account (prosody.cfg.lua). */
export function hashesOf(domain: string): Readonly<Record<string, 'SHA-1' | 'SHA-256'>> {
  return { [domain]: 'SHA-1', [`sha256.${domain}`]: 'SHA-256' }
}

/** As many external components as verifications of components run at once. */
const COMPONENTS = 8

export interface ComponentSecret {
  readonly jid: string
  readonly secret: string
}

export function drawComponents(domain: string): ComponentSecret[] {
  return Array.from({ length: COMPONENTS }, (_, index) => ({
    jid: `component-${index + 1}.${domain}`,
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
  const services = ['sha256', 'muc', 'upload', 'proxy'].map((name) => `${name}.${domain}`)
  const authority = await createAuthority()
  return authority.issue([domain, ...services, ...components.map(({ jid }) => jid)])
}
