/**
 * Component addresses are few and each serves one connection at a time: a verification claims one and
 * gives it back.
 */
import { InconclusiveError } from '../core/errors.ts'
import { ownShare } from './share.ts'

interface ComponentAccount {
  readonly jid: string
  readonly secret: string
}

export interface Claim extends ComponentAccount {
  readonly release: () => void
}

let free: ComponentAccount[] | undefined
const waiting: ((account: ComponentAccount) => void)[] = []

/** @param all every component that the target accepts, the same list in every worker */
export async function claimComponent(all: readonly ComponentAccount[]): Promise<Claim> {
  free ??= ownComponents(all)
  const account = free.shift() ?? (await nextReleased())
  return {
    ...account,
    release: () => {
      const next = waiting.shift()
      if (next === undefined) free?.push(account)
      else next(account)
    },
  }
}

function ownComponents(all: readonly ComponentAccount[]): ComponentAccount[] {
  const share = ownShare(all)
  if (share.length === 0) throw new InconclusiveError('the target accepts no external component')
  return [...share]
}

function nextReleased(): Promise<ComponentAccount> {
  return new Promise((resolve) => waiting.push(resolve))
}
