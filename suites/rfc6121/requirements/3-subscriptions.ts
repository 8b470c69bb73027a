import type { Requirements } from '#catalogue'

export const subscriptions = {} as const satisfies Requirements<'rfc6121'>
