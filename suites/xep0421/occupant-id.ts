import { type Element, expect } from '#conformance'

export const OCCUPANT_ID = 'urn:xmpp:occupant-id:0'

/** The one id that a stanza from a room holds. */
export function occupantId(stanza: Element): string {
  const ids = stanza.elements().filter((child) => child.is('occupant-id', OCCUPANT_ID))
  expect(
    ids.map(({ attrs }) => typeof attrs['id']),
    `ids in ${stanza}`,
  ).toEqual(['string'])
  return ids[0]?.attrs['id'] ?? ''
}
