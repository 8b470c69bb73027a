import { describe, expect, test } from 'vitest'
import { ms } from '../core/duration.ts'
import { InconclusiveError } from '../core/errors.ts'
import { listProvisioner } from './list-provisioner.ts'

const listed = ['one', 'two', 'three'].map((name) => ({
  jid: `${name}@example.org`,
  password: `password of ${name}`,
}))

describe('accounts of a list', () => {
  test('are lent out and taken back', async () => {
    const list = listProvisioner(listed)
    const lent = await list.create(['romeo', 'juliet'], 'example.org')
    expect(lent).toEqual([
      { localpart: 'one', domain: 'example.org', bareJid: 'one@example.org', password: 'password of one' },
      { localpart: 'two', domain: 'example.org', bareJid: 'two@example.org', password: 'password of two' },
    ])
    await list.remove(lent)
    expect((await list.create(['nurse'], 'example.org')).map(({ localpart }) => localpart)).toEqual(['three'])
  })

  test('are waited for in turn, so that who needs many is not passed over', async () => {
    const list = listProvisioner(listed)
    const held = await list.create(['romeo'], 'example.org')
    const served: string[] = []
    const many = list.create(['romeo', 'juliet', 'nurse'], 'example.org').then((lent) => {
      served.push('many')
      return list.remove(lent)
    })
    const one = list.create(['mercutio'], 'example.org').then(() => served.push('one'))
    await list.remove(held)
    await Promise.all([many, one])
    expect(served).toEqual(['many', 'one'])
  })

  test('that are too few say so at once', async () => {
    await expect(listProvisioner(listed).create(['a', 'b', 'c', 'd'], 'example.org')).rejects.toThrow(
      new InconclusiveError(
        "Expected 4 accounts of example.org on a worker's share of the list, found 3: list more of them.",
      ),
    )
  })

  test('that nobody gives back are waited for within a bound, which is named', async () => {
    const list = listProvisioner(listed, ms(20))
    const held = await list.create(['romeo', 'juliet'], 'example.org')
    await expect(list.create(['nurse', 'mercutio'], 'example.org')).rejects.toThrow(
      'Expected 2 free accounts of example.org within 20 ms',
    )
    await list.remove(held)
    expect(await list.create(['a', 'b', 'c'], 'example.org')).toHaveLength(3)
  })
})
