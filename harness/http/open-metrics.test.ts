import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { InconclusiveError } from '../core/errors.ts'
import { parseMetrics, readMetrics } from './open-metrics.ts'

const PAGE = `# TYPE prosody_mod_c2s__connections gauge
prosody_mod_c2s__connections{host="a.test",ip_family="ipv4"} 3
prosody_mod_c2s__connections{host="b.test",ip_family="ipv4"} 2
prosody_mod_bosh__timeout_total 0
prosody_mod_bosh__timeout_created 1795649867.27
prosody_stats_collection_seconds_bucket{le="0.1"} 7
prosody_stats_collection_seconds_sum 1.5e-3
broken NaN
# EOF
`

test('label sets of a metric are added up; buckets and beginnings are left out', () => {
  expect(parseMetrics(PAGE)).toEqual({
    prosody_mod_c2s__connections: 5,
    prosody_mod_bosh__timeout_total: 0,
    prosody_stats_collection_seconds_sum: 0.0015,
  })
})

test('a label may hold a brace and a space', () => {
  expect(parseMetrics('a{b="} 7"} 3\n')).toEqual({ a: 3 })
})

test('they are read over HTTP, and a page that is not there is said', async () => {
  const server = http.createServer((request, response) => {
    response.statusCode = request.url === '/metrics' ? 200 : 404
    response.end(PAGE)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    expect(await readMetrics({ host: '127.0.0.1', port })).toHaveProperty('prosody_mod_c2s__connections', 5)
    server.removeAllListeners('request')
    server.on('request', (_, response) => {
      response.statusCode = 403
      response.end()
    })
    await expect(readMetrics({ host: '127.0.0.1', port })).rejects.toThrow(InconclusiveError)
  } finally {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})
