/** What a worker does: its users, and the kind of arrival that they perform. */
import pLimit from 'p-limit'
import { CannotRunError } from '../core/errors.ts'
import { Chat } from './activities/chat.ts'
import { ComponentMessages } from './activities/component.ts'
import { HttpGets, Uploads } from './activities/http.ts'
import { Logins } from './activities/login.ts'
import { Mix } from './activities/mix.ts'
import { Flood, UnreadMessages } from './activities/nuisance.ts'
import { OfflineMessages } from './activities/offline.ts'
import { PresenceUpdates } from './activities/presence.ts'
import { Reconnects } from './activities/reconnect.ts'
import { archiveQueries, pings, rosterFetches } from './activities/requests.ts'
import { RoomMessages } from './activities/room.ts'
import { type Activity, PAIRS, PREPARE_BOUND, type Stage } from './activity.ts'
import type { Arrival } from './arrival.ts'
import { Crowd } from './crowd.ts'

/** Logins at the same time: well below any server's backlog of connections. */
export const LOGINS_AT_ONCE = 16

export class Workload {
  private readonly stage: Stage
  private readonly activity: Activity

  constructor(arrival: Arrival, stage: Omit<Stage, 'crowd' | 'firstPair'>) {
    const crowd = new Crowd(stage.domain, stage.recorder, stage.afterLoss)
    this.stage = { ...stage, crowd, firstPair: 0 }
    this.activity = activityOf(arrival, this.stage)
    crowd.listen((user, bytes, start, end) => this.activity.heard(user, bytes, start, end))
  }

  /**
   * Connects whoever is to be connected, and makes everything ready and warm.
   * @throws CannotRunError when a user cannot log in, or the server answers nobody
   */
  async prepare(signal: AbortSignal, loggedIn: (users: number) => void): Promise<void> {
    const { accounts, crowd, connect } = this.stage
    const limit = pLimit(LOGINS_AT_ONCE)
    const wanted = [...accounts].filter(([number]) => this.activity.connects?.(number) ?? true)
    await Promise.all(
      wanted.map(([number, account]) =>
        limit(async () => {
          signal.throwIfAborted()
          crowd.add(number, account, await connect(account, 'load'))
          loggedIn(crowd.users.size)
        }),
      ),
    )
    const bound = AbortSignal.any([signal, AbortSignal.timeout(PREPARE_BOUND)])
    await this.activity.prepare(bound)
    const silent = await crowd.fence(bound)
    if (silent === 0) return
    throw new CannotRunError(
      `${silent} of ${crowd.users.size} users got no answer to a ping within ${PREPARE_BOUND / 1000} s, before any load.`,
    )
  }

  /** Performs an arrival. @param intended milliseconds from the start */
  arrive(user: number, intended: number): void {
    this.activity.arrive(user, intended)
  }

  /** Resolves when nothing is on its way any more, or when the signal aborts. */
  async settled(signal: AbortSignal): Promise<void> {
    const { crowd } = this.stage
    const { activity } = this
    const arrived = () => activity.waiting === 0 || (crowd.users.size > 0 && crowd.connected === 0)
    await crowd.until(arrived, signal)
    if (!signal.aborted) await crowd.fence(signal)
    if (!signal.aborted) await activity.finish?.(signal)
  }

  async close(): Promise<void> {
    await Promise.all([this.stage.crowd.close(), this.activity.close?.()])
  }
}

function activityOf(arrival: Arrival, stage: Stage): Activity {
  switch (arrival.kind) {
    case 'chat-message':
      return new Chat(stage, arrival)
    case 'room-message':
      return new RoomMessages(stage, arrival)
    case 'presence-update':
      return new PresenceUpdates(stage, arrival)
    case 'ping':
      return pings(stage)
    case 'roster-fetch':
      return rosterFetches(stage, arrival)
    case 'archive-query':
      return archiveQueries(stage, arrival)
    case 'login':
      return new Logins(stage, arrival)
    case 'reconnect':
      return new Reconnects(stage, arrival)
    case 'offline-message':
      return new OfflineMessages(stage, arrival)
    case 'component-message':
      return new ComponentMessages(stage, arrival)
    case 'upload':
      return new Uploads(stage, arrival)
    case 'http-get':
      return new HttpGets(stage, arrival)
    case 'flood':
      return new Flood(stage, arrival)
    case 'unread-message':
      return new UnreadMessages(stage, arrival)
    case 'mix':
      return new Mix(
        arrival.of.map(({ share, arrival: part }, index) => ({
          share,
          activity: activityOf(part, { ...stage, firstPair: stage.firstPair + index * PAIRS }),
        })),
      )
  }
}
