/** What this machine allows a generator, found out before anything is connected. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { CannotRunError } from '../core/errors.ts'

export interface MachineLimits {
  /** How many files this process may have open, and has. */
  readonly openFiles: { readonly allowed: number; readonly used: number }
  /** Local ports for connections to one address. */
  readonly localPorts: number
  /** Connections that wait to be accepted. */
  readonly backlog: number
}

/** Files that the harness itself opens beside its connections. */
const SPARE_FILES = 64

/** Undefined where the system does not tell. */
export function readMachineLimits(): MachineLimits | undefined {
  if (!existsSync('/proc/self/limits')) return undefined
  const [, allowed = '0'] = /^Max open files +(\d+|unlimited)/m.exec(read('/proc/self/limits')) ?? []
  const [low = 0, high = 0] = read('/proc/sys/net/ipv4/ip_local_port_range').trim().split(/\s+/).map(Number)
  return {
    openFiles: {
      allowed: allowed === 'unlimited' ? Number.POSITIVE_INFINITY : Number(allowed),
      used: readdirSync('/proc/self/fd').length,
    },
    localPorts: high - low + 1,
    backlog: Number(read('/proc/sys/net/core/somaxconn')),
  }
}

/**
 * @param needs connections in total, and connections made at the same time
 * @throws CannotRunError that names the limit, what is there and what is needed
 */
export function checkMachine(
  limits: MachineLimits,
  needs: { readonly connections: number; readonly atOnce: number },
): void {
  const { openFiles, localPorts, backlog } = limits
  const files = openFiles.used + needs.connections + SPARE_FILES
  if (files > openFiles.allowed) {
    throw new CannotRunError(
      `${needs.connections} connections need about ${files} open files; this process may have ${openFiles.allowed}. Raise the limit (ulimit -n), or choose a smaller size.`,
    )
  }
  // Ports of connections that were just closed are not free yet, so not all of the range can be had.
  if (needs.connections > localPorts * 0.9) {
    throw new CannotRunError(
      `${needs.connections} connections to one address need as many local ports; this machine has ${localPorts}. Widen net.ipv4.ip_local_port_range, or choose a smaller size.`,
    )
  }
  if (needs.atOnce > backlog) {
    throw new CannotRunError(
      `${needs.atOnce} connections are made at the same time; net.core.somaxconn lets ${backlog} wait. Raise it.`,
    )
  }
}

function read(path: string): string {
  return readFileSync(path, 'latin1')
}
