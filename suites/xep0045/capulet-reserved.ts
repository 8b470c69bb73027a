import type { Room, Session, Stage } from '#conformance'
import { gather } from './gather.ts'

/** A room of romeo's, and juliet, a member outside of it who has registered the nickname capulet there. */
export async function capuletReserved(stage: Stage): Promise<[Room, Session]> {
  const [room, romeo] = await gather(stage, ['romeo'])
  const [client] = await stage.accounts.create('juliet')
  const juliet = await client.login()
  await room.administer(romeo, { affiliation: 'member', jid: juliet.bareJid })
  await room.reserve(juliet, 'capulet')
  return [room, juliet]
}
