/** The null server in a process of its own, so that its processor time is nobody else's. */
import { type Behaviour, type NullServer, startNullServer } from '../harness/load/null-server.ts'
import { messagesTo, tell } from './child.ts'

type Question =
  | { readonly ask: 'kept' | 'logins' }
  | { readonly ask: 'delivered'; readonly to: readonly string[] }

let server: NullServer | undefined

messagesTo<{ behaviour: Behaviour } | Question>(async (message) => {
  if ('behaviour' in message) {
    server = await startNullServer(message.behaviour)
    tell({ target: server.target })
  } else if (server === undefined) throw new Error('the null server has not been started')
  else tell({ answer: answer(server, message) })
})

function answer(
  { kept, mechanisms, deliveredTo }: NullServer,
  question: Question,
): number | readonly number[] {
  switch (question.ask) {
    case 'kept':
      return kept
    case 'logins':
      return mechanisms.length
    case 'delivered':
      return question.to.reduce((sum, localpart) => sum + deliveredTo(localpart), 0)
  }
}
