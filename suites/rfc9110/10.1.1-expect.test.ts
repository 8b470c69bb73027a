import { conformance, expect } from '#conformance'
import { rfc9110 } from './requirements.ts'
import { moon } from './uploads.ts'

const verify = conformance(rfc9110)

for (const [situation, authorized] of [
  ['an upload that will be taken', true],
  ['an upload that will be refused', false],
] as const) {
  verify('10.1.1/answers-an-expectation', situation, async ({ accounts, files, http, observe }) => {
    const [romeo] = await accounts.create('romeo')
    const slot = await files.slot(await romeo.connect(), { filename: 'moon.png', size: moon.length })
    const { status } = await http({
      method: 'PUT',
      url: slot.put,
      headers: {
        ...(authorized ? slot.headers : {}),
        'content-length': `${moon.length}`,
        expect: '100-continue',
      },
      body: moon,
      patience: 1_500,
    })
    observe(`the final status is ${status}`)
    expect(status < 300, 'whether the upload was taken').toBe(
      authorized || Object.keys(slot.headers).length === 0,
    )
  })
}
