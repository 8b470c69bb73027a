import { base64, type Element, fromBase64, NS, scram, type WireStream, xml } from '#conformance'

/**
 * How an exchange by SCRAM-SHA-1 ends after its first message: a server may fail it at once or only when it
 * has seen the final message.
 */
export async function outcomeOf(
  stream: WireStream,
  start: scram.ScramStart,
  password: string,
): Promise<Element> {
  const answer = await stream.nextElement('a challenge or a failure')
  if (!answer.is('challenge', NS.sasl)) return answer
  const finish = scram.clientFinal('SHA-1', password, start, fromBase64(answer.text()))
  stream.send(xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${base64(finish.message)}</response>`)
  return stream.nextElement('success or a failure')
}
