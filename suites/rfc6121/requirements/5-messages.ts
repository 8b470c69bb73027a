import type { Requirements } from '#catalogue'

export const messages = {} as const satisfies Requirements<'rfc6121'>
