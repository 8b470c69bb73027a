import type { Stage } from '#conformance'

/** The channel binding types that a server lists under TLS; an absent name is an empty one. */
export async function listedTypes({ accounts, wire }: Stage): Promise<string[]> {
  const [romeo] = await accounts.createFor('SCRAM-SHA-1-PLUS', 'romeo')
  const { features } = await wire.secured(romeo.domain)
  const listed = features.child('sasl-channel-binding', 'urn:xmpp:sasl-cb:0')
  return listed?.childrenNamed('channel-binding', 'urn:xmpp:sasl-cb:0').map(({ type }) => type ?? '') ?? []
}
