/** What a verification does over HTTP: requests that are written down as they go, and uploads. */
import { InconclusiveError } from '../core/errors.ts'
import type { TargetInfo } from '../core/target-info.ts'
import { cutShort, exchange, type HttpRequest, type HttpResponse } from '../http/exchange.ts'
import { shownRequest, shownResponse } from '../http/shown.ts'
import type { Session } from '../session/session.ts'
import { type FileAnnounced, obtainSlot, type Slot } from '../session/slot.ts'
import type { Transcript } from '../wire/transcript.ts'

/** A file to upload, bytes and all. */
export interface FileContent extends Omit<FileAnnounced, 'size'> {
  readonly body: Uint8Array
}

export interface Files {
  /** A slot that the upload service has granted (XEP-0363 §4). */
  slot(session: Session, file: FileAnnounced): Promise<Slot>
  /** The slot of a file that the upload service has taken in. */
  store(session: Session, file: FileContent): Promise<Slot>
}

export interface Http {
  /** A request to an address that the server handed out, and its whole answer. */
  (request: HttpRequest): Promise<HttpResponse>
  /** A request whose connection ends after so many bytes of its body. */
  readonly cutShort: (request: HttpRequest, bytes: number) => Promise<void>
}

/** HTTP whose every request and answer is in the transcript, credentials hidden. */
export function recordedHttp(target: TargetInfo, transcript: Transcript): Http {
  const sent = (request: HttpRequest) => {
    for (const [name, value] of Object.entries(request.headers ?? {})) {
      if (name.toLowerCase() === 'authorization') transcript.hide(value.replace(/^\S+ /, ''))
    }
    transcript.sent('http', shownRequest(request))
  }
  return Object.assign(
    async (request: HttpRequest) => {
      sent(request)
      const answer = await exchange(target, request)
      transcript.received('http', shownResponse(answer))
      return answer
    },
    {
      async cutShort(request: HttpRequest, bytes: number) {
        sent(request)
        await cutShort(target, request, bytes)
        transcript.noted('http', `connection ended after ${bytes} bytes of the body`)
      },
    },
  )
}

/** @param service the address of the upload service */
export function uploads(http: Http, service: () => string): Files {
  const slotFor = (session: Session, file: FileAnnounced) => obtainSlot(session, service(), file)
  return {
    slot: slotFor,
    async store(session, { body, ...file }) {
      const slot = await slotFor(session, { ...file, size: body.length })
      const type = file['content-type']
      const headers = { ...slot.headers, ...(type === undefined ? {} : { 'content-type': type }) }
      const { status } = await http({ method: 'PUT', url: slot.put, headers, body })
      if (status !== 201) {
        throw new InconclusiveError(`could not upload ${file.filename}: its PUT was answered by ${status}`)
      }
      return slot
    },
  }
}
