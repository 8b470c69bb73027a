import { conformance, expect } from '#conformance'
import { listedTypes } from './listed-types.ts'
import { xep0440 } from './requirements.ts'

const verify = conformance(xep0440)

/** Of the registry of IANA: Channel-Binding Types. */
const REGISTERED = ['tls-exporter', 'tls-server-end-point', 'tls-unique', 'tls-unique-for-telnet']

verify('2/lists-types-by-their-names', 'the features under TLS', async (stage) => {
  const types = await listedTypes(stage)

  expect(types, 'types listed').not.toEqual([])
  for (const type of types) expect(REGISTERED).toContain(type)
})
