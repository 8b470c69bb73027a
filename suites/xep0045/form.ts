import { expect, type Room, type Session, xml } from '#conformance'

/** The options of a room as its owner is shown them: values by name, of which an option may have several. */
export async function optionsOf(room: Room, owner: Session): Promise<ReadonlyMap<string, readonly string[]>> {
  const answer = await owner.request(
    xml`<iq type='get' to='${room.jid}'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>`,
  )
  const form = answer.child('query', 'http://jabber.org/protocol/muc#owner')?.child('x', 'jabber:x:data')
  expect(form ?? answer).toFit({ name: 'x', type: 'form' })
  const fields = form?.childrenNamed('field') ?? []
  return new Map(
    fields.map((field) => [
      field.attrs['var'] ?? '',
      field.childrenNamed('value').map((value) => value.text()),
    ]),
  )
}

/** The name under which the form has one of several spellings of the same option. */
export function spelling(
  options: ReadonlyMap<string, unknown>,
  ...names: readonly string[]
): string | undefined {
  return names.find((name) => options.has(name))
}
