import { conformance, expect } from '#conformance'
import { xep0077 } from './requirements.ts'
import { ask, field, fieldsOf, filledIn, question, registered, wish } from './stranger.ts'

const verify = conformance(xep0077)

verify('9/errors-have-codes', 'a name that is taken', async (stage) => {
  const host = stage.service('open-registration')
  const { localpart } = await registered(stage, host, 'romeo')
  const { stream } = await stage.wire.secured(host, 'mercutio')
  const names = fieldsOf(await ask(stream, question))

  const answer = await ask(stream, wish(...filledIn(names, { localpart, password: 'queen mab' })))

  expect(answer).toBeStanzaError('conflict')
  expect(answer.child('error')?.attrs['code'], 'the code of the error').toBe('409')
})

verify('9/errors-have-codes', 'no password', async ({ accounts, wire, service }) => {
  const { stream } = await wire.secured(service('open-registration'))

  const answer = await ask(stream, wish(field('username', accounts.unused('romeo'))))

  expect(answer).toBeStanzaError('not-acceptable')
  expect(answer.child('error')?.attrs['code'], 'the code of the error').toBe('406')
})
