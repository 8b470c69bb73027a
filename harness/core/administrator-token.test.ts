import { expect, test } from 'vitest'
import type { TokenIssuer } from './account.ts'
import { type Administrator, administratorToken } from './administrator-token.ts'

const jid = 'admin@touchstone.test'
const issuer: TokenIssuer = {
  assign: async () => {},
  issue: async ({ localpart, domain }, { role, lifetime }) => `${localpart} ${domain} ${role} ${lifetime}`,
  revoke: async () => {},
}

test.each<[string, Administrator, TokenIssuer | undefined, string | undefined]>([
  ['that was given', { jid, token: 'given' }, issuer, 'given'],
  ['that is made', { jid }, issuer, 'admin touchstone.test prosody:operator 60'],
  ['of nobody', {}, issuer, undefined],
  ['of a host', { jid: 'touchstone.test' }, issuer, undefined],
  ['that nobody can make', { jid }, undefined, undefined],
])('a token %s', async (_, administrator, tokens, token) => {
  expect(await administratorToken(administrator, tokens, 60)).toBe(token)
})
