import type { Provisioner } from '../core/account.ts'
import { UsageError } from '../core/errors.ts'
import type { Provisioning } from '../core/target-info.ts'
import { adhocProvisioner } from './adhoc-provisioner.ts'
import { listProvisioner } from './list-provisioner.ts'
import { registrationProvisioner } from './registration-provisioner.ts'
import { sqlProvisioner } from './sql-provisioner.ts'
import type { XmppAccess } from './xmpp-access.ts'

/**
 * What makes accounts on a target, in the way that the target allows.
 * @param xmpp needed where the server itself is asked to make them
 */
export function provisionerFor(provisioning: Provisioning, xmpp?: XmppAccess): Provisioner {
  switch (provisioning.by) {
    case 'sql':
      return sqlProvisioner(provisioning.connectionString, provisioning.hash)
    case 'list':
      return listProvisioner(provisioning.accounts)
    case 'adhoc': {
      const { adminJid: jid, adminPassword: password } = provisioning
      return adhocProvisioner({ jid, password }, needed(xmpp))
    }
    case 'registration':
      return registrationProvisioner(needed(xmpp))
  }
}

function needed(xmpp: XmppAccess | undefined): XmppAccess {
  if (xmpp !== undefined) return xmpp
  throw new UsageError('Here accounts come from a list only: name one in TOUCHSTONE_ACCOUNTS.')
}
