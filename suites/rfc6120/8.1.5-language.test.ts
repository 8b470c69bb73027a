import {
  authenticate,
  bindResource,
  conformance,
  type Element,
  expect,
  prepare,
  type Stage,
  xml,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

/** A bound stream that was opened in that language. */
async function speaking(language: string, { accounts, wire, target }: Stage) {
  const [romeo] = await accounts.create('romeo')
  const { stream, features } = await wire.secured()
  await authenticate(stream, features, romeo, { 'xml:lang': language })
  const jid = await bindResource(stream, 'orchard')
  return { stream, jid, domain: target.domain }
}

for (const language of ['de', 'fr-CA', 'zh-Hant-TW']) {
  verify(
    '8.1.5/adds-the-language-of-the-stream',
    `a message of a client that speaks ${language}`,
    async (stage) => {
      const [juliet] = await stage.accounts.create('juliet')
      const balcony = await juliet.login({ resource: 'balcony' })
      const { stream } = await speaking(language, stage)

      stream.send(xml`<message to='${balcony.jid}' id='no-language'><body>...</body></message>`)

      expect(await balcony.next({ name: 'message', id: 'no-language' })).toFit({ 'xml:lang': language })
    },
  )
}

const stanzas: Readonly<Record<string, (to: string) => Element>> = {
  'a message in another language than the stream': (to) =>
    xml`<message to='${to}' id='babel' xml:lang='cs'><body>Dvořím se Julii</body></message>`,
  'a message with a body in each of two languages': (to) =>
    xml`<message to='${to}' id='babel' xml:lang='en'><body>Wooing</body><body xml:lang='cs'>Dvořím se</body></message>`,
  'presence with a status in each of two languages': (to) =>
    xml`<presence to='${to}' id='babel' xml:lang='en'><status>Wooing</status><status xml:lang='cs'>Dvořím se</status></presence>`,
  'a request with a payload in another language': (to) =>
    xml`<iq type='get' to='${to}' id='babel' xml:lang='en'><question xmlns='urn:touchstone:unknown' xml:lang='sr-Latn-RS'><text xml:lang='de-CH-1996'>Warum?</text></question></iq>`,
}

for (const [situation, stanza] of Object.entries(stanzas)) {
  verify('8.1.5/keeps-languages', situation, async (stage) => {
    const [juliet] = await stage.accounts.create('juliet')
    const balcony = await juliet.login({ resource: 'balcony' })
    const { stream } = await speaking('de', stage)

    const sent = stanza(balcony.jid)
    stream.send(sent)

    expect(await balcony.next({ id: 'babel' })).toFit(sent)
  })
}

/** The shape of a language tag (RFC 5646 §2.1), and of private use. */
const LANGUAGE_TAG = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/

function languagesOf(element: Element): string[] {
  const own = element.attrs['xml:lang']
  return [...(own === undefined ? [] : [own]), ...element.elements().flatMap(languagesOf)]
}

verify('8.1.5/names-languages-by-tags', 'answers to a client that speaks German', async (stage) => {
  const { stream, domain } = await speaking('de', stage)

  const answers = await prepare('a result and an error', async () => {
    stream.send(xml`<iq type='get' to='${domain}' id='result'><ping xmlns='urn:xmpp:ping'/></iq>`)
    stream.send(xml`<iq type='subscribe' to='${domain}' id='error'><ping xmlns='urn:xmpp:ping'/></iq>`)
    return [await stream.nextElement(), await stream.nextElement()]
  })

  for (const language of answers.flatMap(languagesOf)) expect(language).toMatch(LANGUAGE_TAG)
})
