import type { Client, Slot, Stage } from '#conformance'

/** 1,000 bytes, no two neighbours alike. */
export const moon = Buffer.from(Array.from({ length: 1_000 }, (_, index) => (index * 31) % 251))

/** A picture that a user has uploaded; whoever knows its address may fetch it. */
export async function uploadedMoon({ accounts, files }: Stage): Promise<Slot> {
  const [romeo]: [Client] = await accounts.create('romeo')
  return files.store(await romeo.connect(), {
    filename: 'moon.png',
    'content-type': 'image/png',
    body: moon,
  })
}
