import type { Requirements } from '#catalogue'

export const sasl = {} as const satisfies Requirements<'rfc6120'>
