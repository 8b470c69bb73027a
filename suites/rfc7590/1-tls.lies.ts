import { liesAbout } from '#lies'
import { rfc7590 } from './requirements.ts'

export const lies = liesAbout(rfc7590, {
  '1/no-outdated-tls': {
    'takes every version of TLS': () => ({ tls: { minVersion: 'TLSv1' } }),
  },
  '1/modern-suites': {
    'takes suites without authenticated encryption first': () => ({
      tls: { ciphers: 'ECDHE-ECDSA-AES256-SHA:ECDHE-ECDSA-AES128-SHA' },
    }),
  },
})
