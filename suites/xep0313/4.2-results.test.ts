import { conformance, type Element, expect, xml } from '#conformance'
import { afterTalk, forwarded, idOf, MAM, page, query, talk } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

verify('4.2/names-message-and-query', 'romeo asks twice at the same time', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const [one, two] = await Promise.all([
    query(romeo, room.jid, [page({ max: '1' })], 'first'),
    query(romeo, room.jid, [page({ max: '1', before: '' })], 'second'),
  ])
  const named = [...one.results, ...two.results].map(
    (result) => result.child('result', MAM)?.attrs['queryid'] ?? 'no query',
  )
  expect(new Set(named)).toEqual(new Set(['first', 'second']))
  expect([...one.results, ...two.results].every((result) => idOf(result).length > 0)).toBe(true)
})

verify('4.2/tells-the-time', 'nurse reads history and archive', async (stage) => {
  const { room } = await afterTalk(stage)
  const [client] = await stage.accounts.create('nurse')
  const nurse = await client.login()
  await room.enter(nurse, 'nurse')
  const history = await Promise.all(
    ['one', 'two', 'three'].map((word) =>
      nurse.next(xml`<message type='groupchat'><body>${word}</body></message>`),
    ),
  )
  const stamps = (elements: readonly (Element | undefined)[]) =>
    elements.map((element) => Date.parse(element?.child('delay', 'urn:xmpp:delay')?.attrs['stamp'] ?? ''))
  const archived = stamps(talk(await query(nurse, room.jid)).map(forwarded))
  expect(archived).toHaveLength(3)
  // Each may be stamped when it is written down, and history may leave the fraction of the second out.
  for (const [index, stamp] of stamps(history).entries()) {
    expect(Math.abs((archived[index] ?? Number.NaN) - stamp)).toBeLessThanOrEqual(10_000)
  }
})
