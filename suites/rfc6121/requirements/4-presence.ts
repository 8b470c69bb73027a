import type { Requirements } from '#catalogue'

export const presence = {} as const satisfies Requirements<'rfc6121'>
