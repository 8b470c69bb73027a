import type { Room, Session, Stage } from '#conformance'

type SessionsFor<Names extends readonly string[]> = { -readonly [Index in keyof Names]: Session }

/**
 * A room that the first user owns and in which all of them are, each under the own name. Whatever the
 * server sends meanwhile lies before the fence, so that the next one tells only what comes from now on.
 * @param options of the configuration form, the others at the server's defaults
 */
export async function gather<const Names extends readonly [string, ...string[]]>(
  { accounts, fence, rooms }: Stage,
  names: Names,
  options: Readonly<Record<string, string>> = {},
): Promise<[Room, ...SessionsFor<Names>]> {
  const clients: readonly { login(): Promise<Session> }[] = await accounts.create(...names)
  const sessions = (await Promise.all(clients.map((client) => client.login()))) as [Session, ...Session[]]
  const room = rooms.fresh('verona')
  await room.create(sessions[0], names[0], options)
  for (const [index, session] of sessions.entries()) {
    if (index > 0) await room.enter(session, names[index] as string)
  }
  await fence.throughRoom(sessions[0], room.jid, sessions)
  return [room, ...(sessions as unknown as SessionsFor<Names>)]
}
