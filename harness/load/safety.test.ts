import { describe, expect, test } from 'vitest'
import { UsageError } from '../core/errors.ts'
import { allowedEndpoint, localNetworks } from './safety.ts'

describe('load may go', () => {
  test.each(['127.0.0.1', '127.8.9.10', '::1'])('to loopback: %s', async (host) => {
    expect(await allowedEndpoint({ host, port: 5222 }, undefined)).toEqual({ host, port: 5222 })
  })

  test('to a name that stands for loopback, by its address', async () => {
    const { host } = await allowedEndpoint({ host: 'localhost', port: 5222 }, undefined)
    expect(['127.0.0.1', '::1']).toContain(host)
  })

  test('to a container network of this machine', () => {
    const networks = localNetworks({
      'br-5f2a': [
        {
          address: '172.18.0.1',
          netmask: '255.255.0.0',
          family: 'IPv4',
          mac: '02:42:00:00:00:01',
          internal: false,
          cidr: '172.18.0.1/16',
        },
      ],
      eth0: [
        {
          address: '10.1.2.3',
          netmask: '255.255.255.0',
          family: 'IPv4',
          mac: '02:42:00:00:00:02',
          internal: false,
          cidr: '10.1.2.3/24',
        },
      ],
    })
    expect(networks.check('172.18.0.7', 'ipv4')).toBe(true)
    expect(networks.check('10.1.2.4', 'ipv4')).toBe(false)
  })

  test('to another machine that was named', async () => {
    expect(await allowedEndpoint({ host: '192.0.2.1', port: 5222 }, '192.0.2.1')).toEqual({
      host: '192.0.2.1',
      port: 5222,
    })
  })
})

describe('load may not go', () => {
  test.each(['192.0.2.1', '10.0.0.1', '2001:db8::1', '::ffff:192.0.2.1'])('to %s', async (host) => {
    const refused = allowedEndpoint({ host, port: 5222 }, undefined)
    await expect(refused).rejects.toThrow(UsageError)
    await expect(refused).rejects.toThrow(`--load-target ${host}`)
  })

  test('to another machine than the one that was named', async () => {
    await expect(allowedEndpoint({ host: '192.0.2.1', port: 5222 }, '192.0.2.2')).rejects.toThrow(UsageError)
  })
})
