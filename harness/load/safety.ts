/** Where load may go: to this machine. Anything else must be named by whoever is responsible for it. */
import { lookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { UsageError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'

/** Interfaces that container engines make on the machine they run on. */
const CONTAINER_BRIDGE = /^(docker|br-|podman|cni|nerdctl)/

/**
 * The endpoint with its host as an address, if load may go there: loopback, a container network of this
 * machine, or the very host that `loadTarget` names. What is connected to is what was checked.
 * @throws UsageError that says what to do
 */
export async function allowedEndpoint(endpoint: Endpoint, loadTarget: string | undefined): Promise<Endpoint> {
  const { host, port } = endpoint
  const named = loadTarget !== undefined && loadTarget.toLowerCase() === host.toLowerCase()
  const address = isIP(host) === 0 ? await resolve(host) : host
  if (named || localNetworks(networkInterfaces()).check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) {
    return { host: address, port }
  }
  throw new UsageError(
    `Load goes to this machine only, and ${host}:${port} is not on it. If you are responsible for that server, allow it by naming it: --load-target ${host}`,
  )
}

async function resolve(host: string): Promise<string> {
  try {
    return (await lookup(host)).address
  } catch (error) {
    throw new UsageError(`The target's host ${host} has no address that this machine can find.`, {
      cause: error,
    })
  }
}

/** Loopback, and the networks of container bridges. */
export function localNetworks(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): BlockList {
  const networks = new BlockList()
  networks.addSubnet('127.0.0.0', 8, 'ipv4')
  networks.addAddress('::1', 'ipv6')
  for (const [name, addresses = []] of Object.entries(interfaces)) {
    if (!CONTAINER_BRIDGE.test(name)) continue
    for (const { cidr, family } of addresses) {
      const [network, prefix] = cidr?.split('/') ?? []
      if (network !== undefined && prefix !== undefined) {
        networks.addSubnet(network, Number(prefix), family === 'IPv6' ? 'ipv6' : 'ipv4')
      }
    }
  }
  return networks
}
