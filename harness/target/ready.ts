import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { WireStream } from '../wire/stream.ts'
import { Transcript } from '../wire/transcript.ts'

/** Milliseconds for one answer. */
const PATIENCE = 2_000

/**
 * Whether a server answers a client's stream header with its own (RFC 6120 §4.2). A port that accepts
 * connections says little: the proxy of a container engine accepts them before the server listens.
 */
export async function speaksXmpp(endpoint: Endpoint, domain: string): Promise<boolean> {
  const transcript = new Transcript()
  let stream: WireStream | undefined
  try {
    stream = await WireStream.connect({ name: 'readiness', endpoint, transcript, patience: PATIENCE })
    stream.send(WireStream.header({ to: domain }))
    await stream.nextHeader()
    return true
  } catch (error) {
    if (error instanceof InconclusiveError || error instanceof SilenceError) return false
    throw error
  } finally {
    stream?.destroy()
  }
}
