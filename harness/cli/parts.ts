/** Which server is asked what: one that limits its clients, and one that does not. */
import type { TargetRequest } from '../target/provider.ts'
import type { LoadRequest } from './load.ts'
import type { Selection } from './selection.ts'

/** Whether the reference server limits what a client may send (prosody/README.md). */
const LIMITS = 'PROSODY_LIMITS'

/** All that a run asks. */
interface Asked extends LoadRequest {
  readonly target: TargetRequest
  readonly selection: Selection | undefined
}

/** What is asked of one server. */
export interface Part extends LoadRequest {
  readonly target: TargetRequest
  readonly limits: string
  readonly selection: Selection | undefined
}

/**
 * A server that limits its clients, as it is shipped, and one that does not: each is started for what is
 * asked of it alone. One that somebody else runs, or has set, is taken as it is.
 */
export function partsOf({ target, selection, scenarios, searches }: Asked): readonly Part[] {
  const set = target.settings?.[LIMITS]
  if (target.provider === 'external' || set !== undefined) {
    const limits = set === undefined ? 'its limits as they are' : `its limits ${set}`
    return [{ target, limits, selection, scenarios, searches }]
  }
  const settings = { ...target.settings, [LIMITS]: 'off' }
  const parts: readonly Part[] = [
    {
      target,
      limits: 'its limits on',
      selection,
      scenarios: scenarios.filter(({ limits }) => limits === 'on'),
      searches: [],
    },
    {
      target: { ...target, settings },
      limits: 'its limits off',
      selection: undefined,
      scenarios: scenarios.filter(({ limits }) => limits === 'off'),
      searches,
    },
  ]
  const needed = parts.filter(
    (part) => part.selection !== undefined || part.scenarios.length > 0 || part.searches.length > 0,
  )
  return needed.length === 0 ? parts.slice(0, 1) : needed
}
