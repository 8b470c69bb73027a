import { expect, test } from 'vitest'
import type { Account } from '../core/account.ts'
import { InconclusiveError, NotAuthorizedError } from '../core/errors.ts'
import { xml } from '../wire/xml.ts'
import { registrationProvisioner } from './registration-provisioner.ts'
import type { XmppAccess } from './xmpp-access.ts'

const [romeo, juliet] = (['romeo', 'juliet'] as const).map((localpart) => ({
  localpart,
  domain: 'example.org',
  bareJid: `${localpart}@example.org`,
  password: 'secret',
})) as [Account, Account]

/** A server on which juliet can log in, and romeo cannot for that reason. */
function withoutRomeo(reason: Error): { access: XmppAccess; cancelled: string[] } {
  const cancelled: string[] = []
  const access: XmppAccess = {
    async login({ localpart }) {
      if (localpart === 'romeo') throw reason
      return {
        async ask() {
          cancelled.push(localpart)
          return xml`<iq type='result'/>`
        },
        async close() {},
      }
    },
    async connect() {
      throw new TypeError('nobody registers here')
    },
  }
  return { access, cancelled }
}

test('an account that is gone already is passed over', async () => {
  const { access, cancelled } = withoutRomeo(new NotAuthorizedError('no such account'))
  await registrationProvisioner(access).remove([romeo, juliet])
  expect(cancelled).toEqual(['juliet'])
})

test('an account that cannot be asked for another reason is not', async () => {
  const { access } = withoutRomeo(new InconclusiveError('no answer'))
  await expect(registrationProvisioner(access).remove([romeo, juliet])).rejects.toThrow('no answer')
})
