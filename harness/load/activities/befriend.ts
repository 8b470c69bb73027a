/** Makes users each other's contacts, in the way that their clients would (RFC 6121 §3). */
import { escapeXml } from '../../core/element.ts'
import { CannotRunError } from '../../core/errors.ts'
import type { Stage } from '../activity.ts'

/** @param groupOf who are each other's contacts: the group of a user, itself included */
export async function befriend(
  { crowd }: Stage,
  groupOf: (user: number) => readonly number[],
  signal: AbortSignal,
): Promise<void> {
  const jids = new Map(
    [...crowd.users.values()].map(({ number, account }) => [number, escapeXml(account.bareJid)]),
  )
  const to = (number: number, type: string) => `<presence to='${jids.get(number)}' type='${type}'/>`
  // An approval before the request settles it at once, where the server keeps them; else the answer does.
  for (const type of ['subscribe', 'subscribed']) {
    for (const { number, connection } of crowd.users.values()) {
      for (const contact of groupOf(number)) if (contact !== number) connection.send(to(contact, type))
    }
    if ((await crowd.fence(signal)) > 0 && signal.aborted) {
      throw new CannotRunError("The users could not be made each other's contacts in time.")
    }
  }
}
