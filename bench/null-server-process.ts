/** The null server in a process of its own, so that its processor time is nobody else's. */
import { type Behaviour, type NullServer, startNullServer } from '../harness/load/null-server.ts'
import { messagesTo, tell } from './child.ts'

let server: NullServer | undefined

messagesTo<{ behaviour: Behaviour } | { ask: 'counts' | 'kept' }>(async (message) => {
  if ('behaviour' in message) {
    server = await startNullServer(message.behaviour)
    tell({ target: server.target })
  } else if (message.ask === 'kept') tell({ kept: { kept: server?.kept ?? [] } })
  else tell({ counts: { messages: server?.messages() ?? 0, logins: server?.mechanisms.length ?? 0 } })
})
