/**
 * Who may change whose role and affiliation to what, and what comes of it: tables 3 to 7 of the document and
 * the rules around them, as functions.
 */

export const affiliations = ['outcast', 'none', 'member', 'admin', 'owner'] as const
export const roles = ['none', 'visitor', 'participant', 'moderator'] as const

export type Affiliation = (typeof affiliations)[number]
export type Role = (typeof roles)[number]

export interface Standing {
  readonly affiliation: Affiliation
  /** `none`: not in the room. */
  readonly role: Role
}

export type Change = { readonly affiliation: Affiliation } | { readonly role: Role }

/** `open`: the document leaves it to the service, or a requirement of its own is about it. */
export type Ruling = 'allowed' | 'refused' | 'open'

const rank = ({ affiliation }: Standing): number => affiliations.indexOf(affiliation)
const governs = ({ affiliation }: Standing): boolean => affiliation === 'admin' || affiliation === 'owner'

/** What comes of a request of one about another, in an open room. */
export function ruling(actor: Standing, target: Standing, change: Change): Ruling {
  return 'affiliation' in change
    ? ofAffiliation(actor, target, change.affiliation)
    : ofRole(actor, target, change.role)
}

/** Table 7: owners change every list, admins those of members and of the banned. */
function ofAffiliation(actor: Standing, target: Standing, wanted: Affiliation): Ruling {
  if (target.affiliation === wanted) return 'open'
  if (actor.affiliation === 'owner') return target.affiliation === 'owner' ? 'open' : 'allowed'
  const touchesLeaders = governs(target) || wanted === 'admin' || wanted === 'owner'
  return actor.affiliation === 'admin' && !touchesLeaders ? 'allowed' : 'refused'
}

/** Table 5, and the protection of those with the same or a higher affiliation. */
function ofRole(actor: Standing, target: Standing, wanted: Role): Ruling {
  if (target.role === wanted) return 'open'
  if (actor.role !== 'moderator') return 'refused'
  const isHigher = rank(target) > rank(actor)
  const rises = roles.indexOf(wanted) > roles.indexOf(target.role)
  if (wanted === 'moderator' && !governs(actor)) return 'refused'
  if (target.role === 'moderator' && !governs(actor)) return 'refused'
  if (isHigher) return rises ? 'open' : 'refused'
  if (wanted !== 'none' && governs(target) && !rises) return 'open'
  const revokesVoice = wanted === 'visitor' && rank(target) === rank(actor)
  return revokesVoice ? 'open' : 'allowed'
}

/** What someone may be once the change is made. The role that a lost affiliation leaves is up to the service. */
export function after(
  target: Standing,
  change: Change,
): { readonly affiliation: Affiliation; readonly roles: readonly Role[] } {
  if (!('affiliation' in change)) return { affiliation: target.affiliation, roles: [change.role] }
  const { affiliation } = change
  if (target.role === 'none' || affiliation === 'outcast') return { affiliation, roles: ['none'] }
  const byDefault: Role = affiliation === 'admin' || affiliation === 'owner' ? 'moderator' : 'participant'
  if (affiliation === target.affiliation) return { affiliation, roles: [target.role, byDefault] }
  if (byDefault === 'moderator') return { affiliation, roles: ['moderator'] }
  const rises = affiliations.indexOf(affiliation) > rank(target)
  return {
    affiliation,
    roles: rises ? [target.role, 'participant'] : ['visitor', 'participant', 'moderator'],
  }
}
