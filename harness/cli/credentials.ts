import type { TargetInfo } from '../core/target-info.ts'
import type { ProxyCredentials } from '../lies/index.ts'
import { createAuthority } from '../wire/certificates.ts'

/** A certificate for every name that clients of this target verify, by an authority of its own. */
export async function issueCredentials({ domain, hosts, services }: TargetInfo): Promise<ProxyCredentials> {
  const others = new Set([...hosts.map((host) => host.domain), ...Object.values(services)])
  others.delete(domain)
  const authority = await createAuthority()
  return { ...(await authority.issue([domain, ...others])), ofDomain: await authority.issue([domain]) }
}
