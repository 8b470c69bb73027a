import { conformance, expect, type Session, slotRequest, stanzaError, UPLOAD } from '#conformance'
import { largestSize } from './limit.ts'
import { xep0363 } from './requirements.ts'

const verify = conformance(xep0363)

for (const [situation, sizeOf] of [
  ['a user asks for a slot for nine petabytes', async () => Number.MAX_SAFE_INTEGER],
  [
    'a user asks for a slot for one byte more than the largest size',
    async (session: Session, service: string) => (await largestSize(session, service)) + 1,
  ],
] as const) {
  verify('6/refuses-a-file-that-is-too-large', situation, async ({ accounts, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const size = await sizeOf(orchard, service('http-upload'))
    const answer = await orchard.request(
      slotRequest(service('http-upload'), { filename: 'library.iso', size }),
    )
    expect(answer).toFit({ type: 'error' })
    observe(`a file that is too large is refused with ${stanzaError(answer)?.condition}`)
    const limit = answer.child('error')?.child('file-too-large', UPLOAD)?.child('max-file-size', UPLOAD)
    expect(limit?.text() ?? 'none', 'the largest size in bytes').toMatch(/^[1-9][0-9]*$/)
  })
}

for (const [situation, file] of [
  ['no file name', { size: 100 }],
  ['no size', { filename: 'moon.png' }],
  ['an empty size', { filename: 'moon.png', size: '' }],
  ['a negative size', { filename: 'moon.png', size: -1 }],
  ['half a byte', { filename: 'moon.png', size: '1.5' }],
  ['a size in words', { filename: 'moon.png', size: 'ten' }],
  ['a size in hexadecimal digits', { filename: 'moon.png', size: '0x10' }],
  ['a size with an exponent', { filename: 'moon.png', size: '1e3' }],
] as const) {
  verify('6/refuses-a-malformed-request', situation, async ({ accounts, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const answer = await orchard.request(slotRequest(service('http-upload'), file))
    expect(answer).toBeStanzaError(['bad-request', 'not-acceptable'], ['modify', 'cancel'])
    observe(`refused with ${stanzaError(answer)?.condition}`)
  })
}

verify(
  '6/refuses-who-may-not-upload',
  'a user of another domain asks for a slot',
  async ({ components, observe, service }) => {
    const mercutio = await components.peer('mercutio')
    const answer = await mercutio.request(
      slotRequest(service('http-upload'), { filename: 'moon.png', size: 100 }),
    )
    if (answer.type === 'result') {
      observe('users of other domains may upload')
      return
    }
    expect(answer).toBeStanzaError(
      ['forbidden', 'not-allowed', 'not-authorized', 'registration-required', 'service-unavailable'],
      ['auth', 'cancel'],
    )
    observe(`users of other domains are refused with ${stanzaError(answer)?.condition}`)
  },
)

verify(
  '6/a-quota-is-temporary',
  'a user asks for the largest size again and again',
  async ({ accounts, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const refused = await untilRefused(orchard, service('http-upload'))
    if (refused === undefined) {
      observe(`no quota is reached by ${MOST_SLOTS} slots of the largest size`)
      return
    }
    expect(refused.answer).toBeStanzaError(['resource-constraint', 'not-allowed', 'policy-violation'], 'wait')
    observe(`a quota is reached after ${refused.granted} slots of the largest size`)
  },
)

verify(
  '6/says-in-utc-when-to-try-again',
  'a user exhausts a quota and reads for how long',
  async ({ accounts, observe, service }) => {
    const [romeo] = await accounts.create('romeo')
    const orchard = await romeo.connect()
    const refused = await untilRefused(orchard, service('http-upload'))
    const hints = refused?.answer.child('error')?.childrenNamed('retry', UPLOAD) ?? []
    observe(hints.length === 0 ? 'nobody is told when to try again' : 'a time to try again is given')
    for (const hint of hints) {
      // XEP-0082 §3.2, where Z stands for UTC.
      expect(hint.attrs['stamp'] ?? 'none').toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]00:00)$/)
      expect(Date.parse(hint.attrs['stamp'] ?? ''), 'a time to come').toBeGreaterThan(Date.now() - 60_000)
    }
  },
)

const MOST_SLOTS = 40

/** Asks for slots of the largest size until one is refused; undefined where all are granted. */
async function untilRefused(session: Session, service: string) {
  const size = await largestSize(session, service)
  for (let granted = 0; granted < MOST_SLOTS; granted += 1) {
    const answer = await session.request(slotRequest(service, { filename: 'library.iso', size }))
    if (answer.type === 'error') return { answer, granted }
  }
  return undefined
}
