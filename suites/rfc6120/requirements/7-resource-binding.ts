import type { Requirements } from '#catalogue'

export const resourceBinding = {} as const satisfies Requirements<'rfc6120'>
