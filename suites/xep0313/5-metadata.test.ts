import { conformance, expect, xml } from '#conformance'
import { afterTalk, forwarded, idOf, MAM, query } from './archive.ts'
import { xep0313 } from './requirements.ts'

const verify = conformance(xep0313)

const ask = (archive: string) => xml`<iq type='get' to='${archive}'><metadata xmlns='${MAM}'/></iq>`

verify('5/tells-its-ends', 'three messages were sent', async (stage) => {
  const { room, romeo } = await afterTalk(stage)
  const { results } = await query(romeo, room.jid)
  const answer = await romeo.request(ask(room.jid))
  const [first, last] = [results[0], results.at(-1)].map((result) => ({
    id: result === undefined ? 'no result' : idOf(result),
    timestamp: (result && forwarded(result))?.child('delay')?.attrs['stamp'] ?? '',
  }))
  expect(answer).toFit({ type: 'result' })
  const metadata = answer.child('metadata', MAM)
  for (const [name, end] of [
    ['start', first],
    ['end', last],
  ] as const) {
    const told = metadata?.child(name)?.attrs ?? {}
    expect(told['id']).toBe(end?.id)
    expect(Math.abs(Date.parse(told['timestamp'] ?? '') - Date.parse(end?.timestamp ?? ''))).toBeLessThan(
      1_000,
    )
  }
})

verify('5/tells-its-ends', 'nothing was sent', async (stage) => {
  const [client] = await stage.accounts.create('romeo')
  const romeo = await client.login()
  const room = stage.rooms.fresh('verona')
  await room.create(romeo, 'romeo')
  const answer = await romeo.request(ask(room.jid))
  expect(answer).toFit({ type: 'result' })
  expect(answer.child('metadata', MAM)?.elements() ?? 'no metadata').toEqual([])
})
