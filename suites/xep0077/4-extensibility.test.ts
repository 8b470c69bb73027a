import { conformance, expect, type Stage, xml } from '#conformance'
import { xep0077 } from './requirements.ts'
import { ask, FORM, fieldsOf, formOf, LET_IN, logIn, question, REGISTER, wish } from './stranger.ts'

const verify = conformance(xep0077)

/** What the schema of the namespace defines (XEP-0077 section 14.1). */
const DEFINED = [
  ...['registered', 'instructions', 'username', 'nick', 'password', 'name', 'first', 'last', 'email'],
  ...['address', 'city', 'state', 'zip', 'phone', 'url', 'date', 'misc', 'text', 'key', 'remove'],
]

const offered = async ({ wire, service }: Stage) => {
  const { stream, features } = await wire.secured(service('open-registration'))
  return { stream, features, answer: await ask(stream, question) }
}

verify('4/adds-no-fields', 'what a stranger is asked for', async (stage) => {
  const { answer } = await offered(stage)
  const inside = answer.child('query', REGISTER)?.elements() ?? []
  const names = inside.filter(({ ns }) => ns === REGISTER).map(({ name }) => name)

  expect(names, 'what is asked for').not.toEqual([])
  expect(
    names.filter((name) => !DEFINED.includes(name)),
    'fields that the namespace does not define',
  ).toEqual([])
})

verify('4/form-has-every-field', 'the form that a stranger gets', async (stage) => {
  const { answer } = await offered(stage)
  const inForm = formOf(answer).map(({ attrs }) => attrs['var'])

  expect(inForm, 'fields of the form').toEqual(
    expect.arrayContaining(['username', 'password', ...fieldsOf(answer)]),
  )
})

verify('4/form-says-what-it-is', 'the form that a stranger gets', async (stage) => {
  const { answer } = await offered(stage)

  expect(answer).toFit(xml`
    <iq><query xmlns='jabber:iq:register'><x xmlns='jabber:x:data' type='form'>
      <field var='FORM_TYPE' type='hidden'><value>jabber:iq:register</value></field>
    </x></query></iq>`)
})

verify('4/takes-a-form', 'every field filled in', async (stage) => {
  const { stream, features, answer } = await offered(stage)
  const newcomer = { localpart: stage.accounts.unused('romeo'), password: 'wherefore' }
  const known: Readonly<Record<string, string>> = {
    FORM_TYPE: REGISTER,
    username: newcomer.localpart,
    password: newcomer.password,
  }
  const fields = formOf(answer).map(
    ({ attrs: { var: name = '' } }) =>
      xml`<field xmlns='${FORM}' var='${name}'><value>${known[name] ?? 'romeo@example.org'}</value></field>`,
  )

  const registered = await ask(stream, wish(xml`<x xmlns='${FORM}' type='submit'>${fields}</x>`))

  stage.accounts.adopt(newcomer, stage.service('open-registration'))
  expect(registered).toFit({ name: 'iq', type: 'result' })
  expect(await logIn(stream, features, newcomer.localpart, newcomer.password)).toFit(LET_IN)
})
