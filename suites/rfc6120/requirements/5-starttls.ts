import type { Requirements } from '#catalogue'

export const starttls = {} as const satisfies Requirements<'rfc6120'>
