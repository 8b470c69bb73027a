import { conformance, expect, randomFrom } from '#conformance'
import { brokenHeader, cut } from './by-chance.ts'
import { rfc6120 } from './requirements.ts'
import { answerTo, NONE, shortestDeparture } from './trials.ts'

const verify = conformance(rfc6120)

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
