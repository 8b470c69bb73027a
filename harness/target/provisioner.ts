import type { Provisioner } from '../core/account.ts'
import { UsageError } from '../core/errors.ts'
import type { Provisioning } from '../core/target-info.ts'
import { listProvisioner } from './list-provisioner.ts'
import { sqlProvisioner } from './sql-provisioner.ts'

/** What makes accounts on a target, in the way that the target allows. */
export function provisionerFor(provisioning: Provisioning): Provisioner {
  switch (provisioning.by) {
    case 'sql':
      return sqlProvisioner(provisioning.connectionString, provisioning.hash)
    case 'list':
      return listProvisioner(provisioning.accounts)
    case 'adhoc':
    case 'registration':
      throw new UsageError(`Accounts cannot be made by ${provisioning.by} yet.`)
  }
}
