import {
  base64,
  type Client,
  Element,
  fromBase64,
  mechanismsOf,
  NS,
  prepare,
  type Stage,
  scram,
  type WireStream,
  xml,
} from '#conformance'

export const REGISTER = 'jabber:iq:register'
export const FORM = 'jabber:x:data'

let asked = 0

/** Asks on a stream on which nobody has logged in, and gives the answer. */
export async function ask(stream: WireStream, iq: Element): Promise<Element> {
  asked += 1
  const id = `register-${asked}`
  stream.send(iq.withAttrs({ id }))
  return stream.nextElement('the answer to an iq', (element) => element.is('iq') && element.id === id)
}

export const question = xml`<iq type='get'><query xmlns='jabber:iq:register'/></iq>`

/** An iq that registers, changes or cancels. */
export function wish(...inside: readonly Element[]): Element {
  return xml`<iq type='set'><query xmlns='jabber:iq:register'>${inside}</query></iq>`
}

/** A field of the namespace with its text. */
export function field(name: string, text?: string): Element {
  return new Element(name, REGISTER, {}, text === undefined ? [] : [text])
}

/** What one is asked for outside of a form. */
export function fieldsOf(answer: Element): readonly string[] {
  const asked = answer.child('query', REGISTER)?.elements() ?? []
  return asked
    .filter(({ ns, name }) => ns === REGISTER && !['instructions', 'registered', 'key'].includes(name))
    .map(({ name }) => name)
}

/** The fields of a form, as the host sends them. */
export function formOf(answer: Element): readonly Element[] {
  return answer.child('query', REGISTER)?.child('x', FORM)?.childrenNamed('field', FORM) ?? []
}

export interface Newcomer {
  readonly localpart: string
  readonly password: string
}

/** A value for everything that is asked for: what is neither name nor password is filled with something. */
export function filledIn(names: readonly string[], { localpart, password }: Newcomer): readonly Element[] {
  const known: Readonly<Record<string, string>> = { username: localpart, password }
  return names.map((name) => field(name, known[name] ?? 'romeo@example.org'))
}

/** Registers as a stranger on the host, as a preparation. */
export async function registered(stage: Stage, host: string, name: string): Promise<Client> {
  const newcomer = { localpart: stage.accounts.unused(name), password: 'wherefore' }
  const { stream } = await stage.wire.secured(host, name)
  await prepare(`an account ${newcomer.localpart}@${host}`, async () => {
    const names = fieldsOf(await ask(stream, question))
    await ask(stream, wish(...filledIn(names, newcomer)))
  })
  return stage.accounts.adopt(newcomer, host)
}

/** How a login with this password ends: `<success/>` or `<failure/>`. */
export async function loginBy(
  { wire }: Stage,
  account: { readonly localpart: string; readonly domain: string },
  password: string,
): Promise<Element> {
  const { stream, features } = await wire.secured(account.domain, account.localpart)
  return logIn(stream, features, account.localpart, password)
}

/** The same on a stream that is open already. */
export async function logIn(
  stream: WireStream,
  features: Element,
  localpart: string,
  password: string,
): Promise<Element> {
  const hash = mechanismsOf(features).includes('SCRAM-SHA-1') ? 'SHA-1' : 'SHA-256'
  const start = scram.clientFirst(localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-${hash}'>${base64(start.message)}</auth>`,
  )
  const answer = await stream.nextElement('a challenge or a failure', ({ ns }) => ns === NS.sasl)
  if (!answer.is('challenge', NS.sasl)) return answer
  const finish = scram.clientFinal(hash, password, start, fromBase64(answer.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
  return stream.nextElement('success or a failure', ({ ns }) => ns === NS.sasl)
}

export const LET_IN = { name: 'success', ns: NS.sasl }
export const REFUSED = { name: 'failure', ns: NS.sasl }
