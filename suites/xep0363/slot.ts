import { type Element, expect, type Session, type Slot, slotIn, xml } from '#conformance'

/** Asks for a slot and reads it; the answer must be one. */
export async function slotFrom(session: Session, service: string, request: Element): Promise<Slot> {
  const answer = await session.request(xml`<iq type='get' to='${service}'>${request}</iq>`)
  expect(answer).toFit({ type: 'result', from: service })
  return slotIn(answer) ?? { element: answer, put: '', get: '', headers: {} }
}
