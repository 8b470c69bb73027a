import { conformance, randomFrom } from '#conformance'
import { Company } from './company.ts'
import { affiliations, type Change, roles, type Standing } from './privileges.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

/** Whoever may be acted upon: with the roles that the affiliation allows for. */
const targets: readonly Standing[] = [
  ...(['none', 'member'] as const).flatMap((affiliation) =>
    (['visitor', 'participant', 'moderator'] as const).map((role) => ({ affiliation, role })),
  ),
  { affiliation: 'admin', role: 'moderator' },
  { affiliation: 'owner', role: 'moderator' },
]

for (const [situation, actor] of [
  ['every change of role by a visitor', { affiliation: 'none', role: 'visitor' }],
  ['every change of role by a participant', { affiliation: 'none', role: 'participant' }],
  ['every change of role by a member', { affiliation: 'member', role: 'participant' }],
  ['every change of role by a moderator', { affiliation: 'none', role: 'moderator' }],
  ['every change of role by a moderator who is a member', { affiliation: 'member', role: 'moderator' }],
  ['every change of role by an admin', { affiliation: 'admin', role: 'moderator' }],
  ['every change of role by an owner', { affiliation: 'owner', role: 'moderator' }],
] as const) {
  verify('5.1.3/follows-the-role-chart', situation, async (stage) => {
    const company = await Company.gather(stage, ['juliet', 'mercutio'])
    await company.arrange('juliet', actor)
    for (const target of targets) {
      for (const role of roles) {
        if (role === target.role) continue
        await company.arrange('mercutio', target)
        await company.ask('juliet', 'mercutio', { role })
      }
    }
  })
}

verify('5.1.3/keeps-track', 'a walk by chance through roles and affiliations', async (stage) => {
  const random = randomFrom(stage.seed)
  const others = ['juliet', 'mercutio', 'nurse'] as const
  const company = await Company.gather(stage, others)
  for (let step = 0; step < 40; step += 1) {
    const target = random.pick(others)
    const { affiliation, role } = company.standing(target)
    if (role === 'none' && affiliation !== 'outcast' && random.below(2) === 0) await company.enter(target)
    // Half of the time by the owner: those who may do little would leave everything as it is.
    const actor = random.pick(['romeo', 'romeo', ...others].filter((nick) => nick !== target))
    const change: Change =
      company.standing(target).role === 'none' || random.below(2) === 0
        ? { affiliation: random.pick(affiliations) }
        : { role: random.pick(roles) }
    await company.ask(actor, target, change)
  }
})
