import type { Requirements } from '#catalogue'

export const routing = {} as const satisfies Requirements<'rfc6120'>
