import type { Account } from '../core/account.ts'
import type { Element } from '../core/element.ts'

/** A stream on which questions are answered. */
export interface Asker {
  /** Sends an iq and gives the stanza that answers it, a result or an error. */
  ask(iq: Element): Promise<Element>
  close(): Promise<void>
}

/** Ways to ask the server itself, given by whoever may log in. */
export interface XmppAccess {
  /** A session of an account that exists. */
  login(account: Account): Promise<Asker>
  /** A stream to a domain, under TLS, on which nobody has logged in. */
  connect(domain: string): Promise<Asker>
}
