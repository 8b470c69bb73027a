import { conformance, expect, xml } from '#conformance'
import { xep0363 } from './requirements.ts'
import { slotFrom } from './slot.ts'

const verify = conformance(xep0363)

verify('9.3/urls-cannot-be-guessed', 'a user asks twice for the same file', async ({ accounts, service }) => {
  const [romeo] = await accounts.create('romeo')
  const orchard = await romeo.connect()
  const paths: string[][] = []
  for (const _ of ['once', 'twice']) {
    const slot = await slotFrom(
      orchard,
      service('http-upload'),
      xml`<request xmlns='urn:xmpp:http:upload:0' filename='moon.png' size='100'/>`,
    )
    paths.push(new URL(slot.get).pathname.split('/'))
  }
  const [once = [], twice = []] = paths
  const own = once.filter((part) => !twice.includes(part))
  // 96 bits, were each character one of 64: more than anyone tries out.
  expect(own.join('').length, 'characters that only this URL has').toBeGreaterThanOrEqual(16)
})
