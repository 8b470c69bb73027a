import { base64, fromBase64, mechanismsOf, NS, type Session, type Stage, scram, xml } from '#conformance'

/** How a login ends: `success`, or the condition of its failure. */
export async function signIn(
  { wire }: Pick<Stage, 'wire'>,
  { localpart, password }: { readonly localpart: string; readonly password: string },
): Promise<string> {
  const { stream, features } = await wire.secured()
  const hash = mechanismsOf(features).includes('SCRAM-SHA-256') ? 'SHA-256' : 'SHA-1'
  const start = scram.clientFirst(localpart, { flag: 'n' })
  stream.send(
    xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-${hash}'>${base64(start.message)}</auth>`,
  )
  let answer = await stream.nextElement('a challenge or a failure')
  if (answer.is('challenge', NS.sasl)) {
    const finish = scram.clientFinal(hash, password, start, fromBase64(answer.text()))
    stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
    answer = await stream.nextElement('success or a failure')
  }
  return answer.is('success', NS.sasl) ? 'success' : (answer.elements()[0]?.name ?? answer.name)
}

/** Whether the server ends the stream of a session, within the patience. */
export async function isCutOff({ stream }: Session): Promise<boolean> {
  const ending = await stream.until(() =>
    stream.events.find(({ kind }) => kind === 'close' || kind === 'end'),
  )
  return ending !== undefined
}
