import type { Requirements } from '#catalogue'

/** The description names no scheme. Bearer tokens are RFC 6750, the statuses RFC 9110 §15.5. */
export const authorization = {
  'authorization/refuses-without-a-token': {
    level: 'MUST',
    covers: [],
    says: 'a call without a token is answered with 401',
  },
  'authorization/refuses-what-is-no-token': {
    level: 'MUST',
    covers: [],
    says: 'a call with credentials that are no token of the server is answered with 401',
  },
  'authorization/refuses-an-expired-token': {
    level: 'MUST',
    covers: [],
    says: 'a call with a token whose time is over is answered with 401',
    needs: ['make-tokens'],
  },
  'authorization/refuses-a-revoked-token': {
    level: 'MUST',
    covers: [],
    says: 'a token that was taken back is answered with 401 from then on',
    needs: ['make-tokens'],
  },
  'authorization/refuses-the-token-of-a-deleted-account': {
    level: 'MUST',
    covers: [],
    says: 'the token of an administrator who was deleted opens nothing',
    needs: ['make-tokens'],
  },
  // The description knows neither tokens nor accounts that are disabled.
  'authorization/refuses-the-token-of-a-disabled-account': {
    level: 'SHOULD',
    covers: [],
    says: 'the token of an administrator who was disabled opens nothing',
    needs: ['make-tokens', 'admin-api-enabled'],
  },
  'authorization/refuses-an-ordinary-user': {
    level: 'MUST',
    covers: [],
    says: 'a call with the token of a user who is no administrator is answered with 403',
    needs: ['make-tokens'],
  },
  'authorization/refused-calls-change-nothing': {
    level: 'MUST',
    covers: [],
    says: 'what a call that is not authorized asks for is not done',
    needs: ['make-tokens'],
  },
  'authorization/admits-every-administrator': {
    level: 'MUST',
    covers: [],
    says: 'the token of any account with the role of an administrator opens the API',
    needs: ['make-tokens'],
  },
  'authorization/challenges': {
    level: 'MUST',
    covers: [],
    says: 'an answer of 401 names Bearer as the scheme by which to authenticate',
    needs: ['admin-api-challenge'],
  },
  'authorization/gives-reasons': {
    level: 'SHOULD',
    covers: [],
    says: 'a refusal tells its reason in JSON',
    needs: ['admin-api-reasons'],
  },
} as const satisfies Requirements<'admin-api'>
