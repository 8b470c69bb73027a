import type { Requirements } from '#catalogue'

export const xml = {} as const satisfies Requirements<'rfc6120'>
