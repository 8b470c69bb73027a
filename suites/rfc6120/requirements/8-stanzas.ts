import type { Requirements } from '#catalogue'

export const stanzas = {} as const satisfies Requirements<'rfc6120'>
