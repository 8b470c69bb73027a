import type { Requirements } from '#catalogue'

export const streams = {} as const satisfies Requirements<'rfc6120'>
