/** Lets a provisioner ask the server itself: the way in for servers whose storage nobody here can reach. */
import { NS } from '../core/element.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { Client } from '../session/client.ts'
import { type Connection, connectSecured } from '../session/negotiate.ts'
import { freshId } from '../session/session.ts'
import type { XmppAccess } from '../target/xmpp-access.ts'
import { Transcript } from '../wire/transcript.ts'

const PATIENCE_MS = 10_000

export function xmppAccess(target: TargetInfo): XmppAccess {
  const connection: Connection = {
    target,
    transcript: new Transcript(),
    patience: PATIENCE_MS,
    track: () => {},
  }
  return {
    async login(account) {
      const session = await new Client(account, connection).connect()
      return { ask: (iq) => session.request(iq), close: () => session.close() }
    },
    async connect(domain) {
      const { stream } = await connectSecured(connection, 'registration', domain)
      return {
        async ask(iq) {
          const id = freshId()
          stream.send(iq.withAttrs({ id }))
          return stream.nextElement(
            'the answer to an iq',
            (element) => element.id === id && element.ns === NS.client,
          )
        },
        close: async () => stream.destroy(),
      }
    },
  }
}
