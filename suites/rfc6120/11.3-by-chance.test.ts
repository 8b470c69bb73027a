import { conformance, expect, randomFrom } from '#conformance'
import { brokenContent, cut } from './by-chance.ts'
import { rfc6120 } from './requirements.ts'
import { answerTo, NONE, shortestDeparture } from './trials.ts'

const verify = conformance(rfc6120)

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
