import { conformance } from '#conformance'
import { Company } from './company.ts'
import { affiliations, type Standing } from './privileges.ts'
import { xep0045 } from './requirements.ts'

const verify = conformance(xep0045)

const byDefault = (affiliation: Standing['affiliation']): Standing => ({
  affiliation,
  role: affiliation === 'admin' || affiliation === 'owner' ? 'moderator' : 'participant',
})

for (const [situation, actor] of [
  ['every change of affiliation by one who has none', byDefault('none')],
  ['every change of affiliation by a moderator who has none', { affiliation: 'none', role: 'moderator' }],
  ['every change of affiliation by a member', byDefault('member')],
  ['every change of affiliation by an admin', byDefault('admin')],
  ['every change of affiliation by an owner', byDefault('owner')],
] as const) {
  verify('5.2.2/follows-the-affiliation-chart', situation, async (stage) => {
    const company = await Company.gather(stage, ['juliet', 'mercutio'])
    await company.arrange('juliet', actor)
    for (const before of affiliations) {
      for (const affiliation of affiliations) {
        if (affiliation === before) continue
        await company.arrange('mercutio', byDefault(before))
        await company.ask('juliet', 'mercutio', { affiliation })
      }
    }
  })
}
