import { conformance, expect, type Random, randomFrom } from '#conformance'
import { cut, element } from './by-chance.ts'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const BATCHES = 20
const IN_A_BATCH = 25

verify(
  '8.2.3/answers-requests-of-others-once',
  'five hundred requests to the server with a payload by chance, cut anywhere',
  async ({ accounts, components, fence, target, seed }) => {
    const [juliet] = await accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const mercutio = await components.peer('mercutio')
    const random = randomFrom(seed)

    for (let batch = 0; batch < BATCHES; batch++) {
      const ids = Array.from({ length: IN_A_BATCH }, () => `chance-${random.below(2 ** 32).toString(36)}`)
      const requests = ids.map((id) => request(random, id, mercutio.jid, target.domain))
      for (const piece of cut(random, requests.join(''), 60)) mercutio.stream.send(piece)
      const heard = await fence.roundTrip(mercutio)

      const answers = heard.by(mercutio).stanzas.map(({ element: { id, type } }) => `${id} ${type}`)
      const all = requests.join('\n')
      expect(answers.map((answer) => answer.replace(/ (result|error)$/, '')).sort(), all).toEqual(ids.sort())
    }
    await fence.roundTrip(balcony)
  },
)

function request(random: Random, id: string, from: string, to: string): string {
  const type = random.pick(['get', 'set'])
  // In a namespace of nobody, so that what is asked for is at the most not known.
  const payload = `<p xmlns='urn:touchstone:chance'>${element(random)}</p>`
  return `<iq type='${type}' id='${id}' from='${from}' to='${to}'>${payload}</iq>`
}
