/**
 * What a scenario is written with, and what runs it. A scenario imports this and nothing else; it holds
 * data only: what is asked, how many users, when something arrives, what is promised.
 */
export { type Duration, minutes, ms, seconds } from '../core/duration.ts'
export {
  archiveQuery,
  chatMessage,
  componentMessage,
  flood,
  httpGet,
  login,
  mix,
  offlineMessage,
  ping,
  presenceUpdate,
  reconnect,
  roomMessage,
  rosterFetch,
  unreadMessage,
  upload,
} from './arrival.ts'
export { type CapacitySearch, searchCapacity } from './capacity.ts'
export { runScenario, type ScenarioOptions } from './engine.ts'
export { defineScenario, type Scenario, type Size, type SizeName } from './scenario.ts'
export { closedLoop, poisson, ramp, type Schedule, spike, steady, steps, warmUp } from './schedule.ts'
export { parseSlo } from './slo.ts'
export { atMost, mebibytes } from './thresholds.ts'
