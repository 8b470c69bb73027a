import { describe, expect, test } from 'vitest'
import { StreamManagement } from './stream-management.ts'

const ack = (h: number) => `<a xmlns='urn:xmpp:sm:3' h='${h}'/>`

describe('what the server has said to have', () => {
  test('is forgotten, and the rest is sent again', () => {
    const management = StreamManagement.from("<enabled xmlns='urn:xmpp:sm:3' id='some-id' resume='true'/>")
    for (const stanza of ['<message/>', '<presence/>', '<iq/>']) management.sent(stanza)
    expect(management.acknowledge(ack(2))).toBe(true)
    expect(management.unacknowledged).toEqual(['<iq/>'])
    expect(management.acknowledge(ack(2))).toBe(true)
    expect(management.unacknowledged).toEqual(['<iq/>'])
  })

  test.each([
    ['more than was sent', ack(2)],
    ['less than before', ack(0)],
    ['no number', "<a xmlns='urn:xmpp:sm:3'/>"],
  ])('is not believed when it is %s', (_, element) => {
    const management = new StreamManagement('id')
    management.sent('<message/>')
    expect(management.acknowledge(ack(1))).toBe(true)
    expect(management.acknowledge(element)).toBe(false)
  })
})

test('the server is asked now and then, not after each stanza', () => {
  const management = new StreamManagement('id')
  const asked = Array.from({ length: 32 }, () => management.sent('<message/>')).filter((text) => text !== '')
  expect(asked).toEqual(["<r xmlns='urn:xmpp:sm:3'/>", "<r xmlns='urn:xmpp:sm:3'/>"])
})

test('what came is counted, for the answer and for the resumption', () => {
  const management = new StreamManagement('some-id')
  management.stanzaReceived()
  management.stanzaReceived()
  expect(management.answer).toBe("<a xmlns='urn:xmpp:sm:3' h='2'/>")
  expect(management.resume).toBe("<resume xmlns='urn:xmpp:sm:3' previd='some-id' h='2'/>")
})

test('a session that the server will not resume has no name to be resumed by', () => {
  expect(StreamManagement.from("<enabled xmlns='urn:xmpp:sm:3' id='some-id'/>").id).toBe('')
})
