import type { Requirements } from '#catalogue'

export const roster = {} as const satisfies Requirements<'rfc6121'>
