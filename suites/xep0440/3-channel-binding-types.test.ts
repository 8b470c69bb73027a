import { conformance, expect } from '#conformance'
import { listedTypes } from './listed-types.ts'
import { xep0440 } from './requirements.ts'

const verify = conformance(xep0440)

verify('3/lists-tls-server-end-point', 'the features under TLS', async (stage) => {
  expect(await listedTypes(stage), 'types listed').toContain('tls-server-end-point')
})

verify('3/lists-a-stronger-type', 'the features under TLS', async (stage) => {
  const types = await listedTypes(stage)

  expect(types.filter((type) => type === 'tls-exporter' || type === 'tls-unique')).not.toEqual([])
})
