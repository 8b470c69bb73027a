import { Element, type Room, type Session, type Stage, xml } from '#conformance'
import { gather } from '../xep0045/gather.ts'

export const MAM = 'urn:xmpp:mam:2'
const RSM = 'http://jabber.org/protocol/rsm'

/** What came of a query. */
export interface Page {
  /** The last word: a result that holds `<fin/>`, or an error. */
  readonly answer: Element
  /** The results that came before it, in order. */
  readonly results: readonly Element[]
}

/** Asks an archive (XEP-0313 §4). @param inside of the query: a form, a result set */
export async function query(
  session: Session,
  archive: string,
  inside: readonly Element[] = [],
  queryid = 'q',
): Promise<Page> {
  const sent = session.send(xml`
    <iq type='set' to='${archive}'><query xmlns='${MAM}' queryid='${queryid}'>${inside}</query></iq>`)
  const from = session.inbox.length
  const answer = await session.next({ name: 'iq', id: sent.id, type: /^(result|error)$/ })
  const heard = session.inbox.slice(from).map(({ element }) => element)
  return { answer, results: resultsAmong(heard.slice(0, heard.indexOf(answer))) }
}

/** Those messages that are results of a query. */
export function resultsAmong(stanzas: readonly Element[]): Element[] {
  return stanzas.filter((stanza) => stanza.child('result', MAM) !== undefined)
}

export function filter(fields: Readonly<Record<string, string>>): Element {
  const asked = Object.entries(fields).map(
    ([name, value]) => xml`<field xmlns='jabber:x:data' var='${name}'><value>${value}</value></field>`,
  )
  return xml`
    <x xmlns='jabber:x:data' type='submit'>
      <field var='FORM_TYPE' type='hidden'><value>${MAM}</value></field>${asked}
    </x>`
}

/** Which page: `{ max: '2', after: id }`; an empty `before` asks for the last one. */
export function page(wanted: Readonly<Record<string, string>>): Element {
  return new Element(
    'set',
    RSM,
    {},
    Object.entries(wanted).map(([name, value]) => new Element(name, RSM, {}, [value])),
  )
}

/** Says something in a room and waits until it is heard there. Gives what is heard. */
export async function say(room: Room, speaker: Session, text: string): Promise<Element> {
  const sent = speaker.send(xml`<message to='${room.jid}' type='groupchat'><body>${text}</body></message>`)
  return speaker.next({ name: 'message', id: sent.id })
}

/** A room of romeo in which he and juliet have said `one`, `two` and so on by turns, juliet first. */
export async function afterTalk(
  stage: Stage,
  { words = ['one', 'two', 'three'], options = {} }: TalkOptions = {},
): Promise<{ room: Room; romeo: Session; juliet: Session }> {
  const [room, romeo, juliet] = await gather(stage, ['romeo', 'juliet'], options)
  for (const [index, word] of words.entries()) await say(room, index % 2 === 0 ? juliet : romeo, word)
  return { room, romeo, juliet }
}

interface TalkOptions {
  readonly words?: readonly string[]
  readonly options?: Readonly<Record<string, string>>
}

/** Without what the fences of this verification said. */
export const talk = ({ results }: Page): Element[] => results.filter((result) => bodyOf(result) !== 'fence')

/** The ends of the page as the archive tells them. */
export function ends({ answer }: Page): { readonly first?: string; readonly last?: string } {
  const set = answer.child('fin', MAM)?.child('set', RSM)
  const first = set?.child('first')?.text()
  const last = set?.child('last')?.text()
  return { ...(first === undefined ? {} : { first }), ...(last === undefined ? {} : { last }) }
}

export const idOf = (result: Element): string => result.child('result', MAM)?.attrs['id'] ?? ''

export const forwarded = (result: Element): Element | undefined =>
  result.child('result', MAM)?.child('forwarded', 'urn:xmpp:forward:0')

export const messageOf = (result: Element): Element | undefined =>
  forwarded(result)?.child('message', 'jabber:client')

export const bodyOf = (result: Element): string => messageOf(result)?.child('body')?.text() ?? ''
