import { conformance, expect, xml } from '#conformance'
import { xep0077 } from './requirements.ts'
import { ask, FORM, fieldsOf, filledIn, formOf, LET_IN, logIn, question, wish } from './stranger.ts'

const verify = conformance(xep0077)

verify('6/ignores-what-it-does-not-know', 'beside name and password', async ({ accounts, wire, service }) => {
  const host = service('open-registration')
  const newcomer = { localpart: accounts.unused('romeo'), password: 'wherefore' }
  const { stream, features } = await wire.secured(host)
  const names = fieldsOf(await ask(stream, question))
  const unknown = xml`<house xmlns='urn:touchstone:verona'>Montague</house>`

  const answer = await ask(stream, wish(unknown, ...filledIn(names, newcomer)))

  accounts.adopt(newcomer, host)
  expect(answer).toFit({ name: 'iq', type: 'result' })
  expect(await logIn(stream, features, newcomer.localpart, newcomer.password)).toFit(LET_IN)
})

verify('6/fields-suffice-beside-a-form', 'what a stranger is asked for', async ({ wire, service }) => {
  const { stream } = await wire.secured(service('open-registration'))

  const answer = await ask(stream, question)

  const required = formOf(answer)
    .filter((field) => field.child('required', FORM) !== undefined)
    .map(({ attrs }) => attrs['var'])
  expect(fieldsOf(answer), 'what plain fields can say').toEqual(expect.arrayContaining(required))
})
