import { expect, test } from 'vitest'
import { addTraffic, count, Traffic } from './traffic.ts'

const EMPTY = { message: 0, presence: 0, iq: 0, other: 0 }

test.each([
  ['<message/>', 'message'],
  ["<presence type='unavailable'/>", 'presence'],
  ["<iq type='get'/>", 'iq'],
  ["<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", 'other'],
  ["<r xmlns='urn:xmpp:sm:3'/>", 'other'],
  ['<stream:error/>', 'other'],
] as const)('%s is counted as %s', (xml, kind) => {
  const counts = { ...EMPTY }
  count(counts, xml.charCodeAt(1), xml.charCodeAt(3))
  expect(counts).toEqual({ ...EMPTY, [kind]: 1 })
})

test('what was before is left out, and workers add up', () => {
  const traffic = new Traffic()
  traffic.stanzasSent.message = 2
  traffic.bytesSent = 100
  const before = traffic.snapshot()
  traffic.stanzasSent.message = 5
  traffic.stanzasReceived.iq = 1
  traffic.bytesSent = 300
  const one = traffic.since(before)
  expect(one).toEqual({
    stanzasSent: { ...EMPTY, message: 3 },
    stanzasReceived: { ...EMPTY, iq: 1 },
    bytesSent: 200,
    bytesReceived: 0,
  })
  expect(addTraffic([one, one]).stanzasSent.message).toBe(6)
})
