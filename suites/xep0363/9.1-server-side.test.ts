import { conformance, expect } from '#conformance'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

const page = Buffer.from('<!DOCTYPE html><script>alert(document.domain)</script>')
const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

/** Types that a browser renders as a document, scripts and all. */
const ACTIVE = /html|xml|svg|pdf|javascript/i

const active = [
  ['a page', 'balcony.html', 'text/html', page],
  ['a page by the stricter rules', 'balcony.xhtml', 'application/xhtml+xml', page],
  ['a drawing with a script', 'moon.svg', 'image/svg+xml', drawing],
] as const

for (const [situation, filename, type, body] of active) {
  verify('9.1/runs-no-scripts', situation, async ({ accounts, files, http }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.store(await romeo.connect(), { filename, 'content-type': type, body })
    const { headers } = await http({ method: 'GET', url: slot.get })
    const policies = (headers['content-security-policy'] ?? '').split(',')
    const directives = policies.map((policy) => policy.split(';').map((directive) => directive.trim()))
    const forbids = directives.some(
      (policy) => policy.includes("default-src 'none'") || policy.includes('sandbox'),
    )
    expect(forbids, `a policy under which nothing runs, not "${policies.join(',')}"`).toBe(true)
    const loosened = directives.every((policy) => policy.some((one) => /^script-src (?!'none')/.test(one)))
    expect(loosened, 'an exception for scripts').toBe(false)
  })
}

for (const [situation, filename, type, body] of active.slice(0, 2)) {
  verify('9.1/pages-are-not-shown-inline', situation, async ({ accounts, files, http, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.store(await romeo.connect(), { filename, 'content-type': type, body })
    const { headers } = await http({ method: 'GET', url: slot.get })
    const disposition = headers['content-disposition'] ?? 'inline'
    observe(`${type} is served as ${headers['content-type']}, ${disposition.split(';')[0]}`)
    if (ACTIVE.test(headers['content-type'] ?? type)) expect(disposition).toMatch(/^attachment\b/i)
  })
}

verify(
  '9.1/types-are-not-guessed',
  'a page that calls itself a picture',
  async ({ accounts, files, http }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.store(await romeo.connect(), {
      filename: 'moon.png',
      'content-type': 'image/png',
      body: page,
    })
    const { headers } = await http({ method: 'GET', url: slot.get })
    expect(headers['x-content-type-options'] ?? 'none').toMatch(/^nosniff$/i)
  },
)
