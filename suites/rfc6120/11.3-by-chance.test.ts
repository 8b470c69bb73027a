import { conformance, expect, randomFrom, type Stage, streamErrorCondition } from '#conformance'
import { brokenContent, brokenHeader, cut } from './by-chance.ts'
import { rfc6120 } from './requirements.ts'
import { NONE, shortestDeparture } from './trials.ts'

const verify = conformance(rfc6120)

/** What the server says to this from the first byte to the last, by kind, and the condition of its error. */
async function answerTo(
  { wire }: Stage,
  pieces: readonly Buffer[],
): Promise<{ kinds: string; condition: string | undefined; heard: string }> {
  const stream = await wire.connect()
  for (const piece of pieces) stream.send(piece)
  const heard = await stream.closed()
  const [error] = heard.flatMap((event) =>
    event.kind === 'element' ? (streamErrorCondition(event.element) ?? []) : [],
  )
  const kinds = heard.map(({ kind }) => kind).join(' ')
  return { kinds, condition: error, heard: heard.map(({ kind, raw }) => raw || kind).join('') }
}

verify(
  '11.3/refuses-what-is-not-well-formed',
  'five hundred elements by chance, each with one fault and cut anywhere',
  async (stage) => {
    const [juliet] = await stage.accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const header = stage.wire.header({ to: stage.target.domain })

    const departure = await shortestDeparture(randomFrom(stage.seed), 500, async (random) => {
      const { before, fromFault } = brokenContent(random)
      const pieces = cut(random, `${header}<message><body>${before}`)
      const { kinds, condition, heard } = await answerTo(stage, [
        ...pieces,
        Buffer.from(`${fromFault}</body></message>`),
      ])
      const byTheRules =
        kinds === 'header element element close end' &&
        (condition === 'not-well-formed' || condition === 'bad-format')
      return byTheRules ? undefined : { sent: `${before}${fromFault}`, heard }
    })

    expect(departure, departure).toBe(NONE)
    await stage.fence.roundTrip(balcony)
  },
)

verify(
  '4.9.1.2/setup-errors-stand-in-a-stream',
  'a hundred headers by chance, each with one fault and cut anywhere',
  async (stage) => {
    const departure = await shortestDeparture(randomFrom(stage.seed), 100, async (random) => {
      const { before, fromFault } = brokenHeader(random, stage.target.domain)
      const { kinds, heard } = await answerTo(stage, [...cut(random, before), Buffer.from(fromFault)])
      return kinds === 'header element close end' ? undefined : { sent: `${before}${fromFault}`, heard }
    })

    expect(departure, departure).toBe(NONE)
  },
)
