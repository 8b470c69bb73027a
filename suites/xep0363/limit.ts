import { type Element, expect, type Session, UPLOAD, xml } from '#conformance'

/** What a service states as its largest size, wherever and however often it does (XEP-0363 §3). */
export async function statedSizes(session: Session, service: string): Promise<(string | undefined)[]> {
  const answer = await session.request(
    xml`<iq type='get' to='${service}'><query xmlns='http://jabber.org/protocol/disco#info'/></iq>`,
  )
  return formsOf(answer).flatMap((form) =>
    form
      .childrenNamed('field')
      .filter(({ attrs }) => attrs['var'] === 'max-file-size')
      .map((field) => field.child('value')?.text()),
  )
}

/** The largest size in bytes. The service must state one. */
export async function largestSize(session: Session, service: string): Promise<number> {
  const [stated] = await statedSizes(session, service)
  const size = Number(stated)
  expect(size, 'the largest size that the service states').toBeGreaterThan(1)
  return size
}

/** Forms of extended information whose type is that of uploads (XEP-0128). */
export function formsOf(answer: Element): Element[] {
  const query = answer.child('query', 'http://jabber.org/protocol/disco#info')
  const forms = query?.childrenNamed('x', 'jabber:x:data') ?? []
  return forms.filter((form) =>
    form
      .childrenNamed('field')
      .some((field) => field.attrs['var'] === 'FORM_TYPE' && field.child('value')?.text() === UPLOAD),
  )
}
