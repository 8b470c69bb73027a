import { type Client, type Element, type Stage, xml } from '#conformance'

/**
 * Registers an account with the token of an invitation (XEP-0445), as a client does before it logs in.
 * Gives the answer to the registration, or the refusal of the token.
 */
export async function register(
  { wire }: Pick<Stage, 'wire'>,
  token: string,
  { localpart, password }: { readonly localpart: string; readonly password: string },
): Promise<Element> {
  const { stream } = await wire.secured()
  const ask = async (id: string, payload: Element) => {
    stream.send(xml`<iq type='set' id='${id}'>${payload}</iq>`)
    return stream.nextElement(`the answer to ${id}`, (element) => element.id === id)
  }
  const admitted = await ask('token', xml`<preauth xmlns='urn:xmpp:pars:0' token='${token}'/>`)
  if (admitted.type === 'error') return admitted
  return ask(
    'registration',
    xml`<query xmlns='jabber:iq:register'><username>${localpart}</username><password>${password}</password></query>`,
  )
}

/** An account that is not there yet, for an invitation to register; taken away with the others. */
export function newcomer({ accounts }: Pick<Stage, 'accounts'>, name: string): Client {
  return accounts.adopt({ localpart: accounts.unused(name), password: crypto.randomUUID() })
}
