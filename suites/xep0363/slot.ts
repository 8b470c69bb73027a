import { type Element, expect, type Session, xml } from '#conformance'

export const UPLOAD = 'urn:xmpp:http:upload:0'

export interface Slot {
  readonly put: string
  readonly get: string
  /** Headers that the PUT must carry. */
  readonly headers: Readonly<Record<string, string>>
  readonly element: Element
}

/** Asks for a slot and reads it; the answer must be one. */
export async function slotFrom(session: Session, service: string, request: Element): Promise<Slot> {
  const answer = await session.request(xml`<iq type='get' to='${service}'>${request}</iq>`)
  expect(answer).toFit({ type: 'result', from: service })
  const element = answer.child('slot', UPLOAD)
  const put = element?.child('put', UPLOAD)
  const headers = put?.childrenNamed('header', UPLOAD) ?? []
  return {
    element: element ?? answer,
    put: put?.attrs['url'] ?? '',
    get: element?.child('get', UPLOAD)?.attrs['url'] ?? '',
    headers: Object.fromEntries(headers.map((header) => [header.attrs['name'] ?? '', header.text()])),
  }
}
