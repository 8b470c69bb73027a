/** A slot for one upload (XEP-0363 §4), asked for as a client asks. */
import type { Element } from '../core/element.ts'
import { InconclusiveError } from '../core/errors.ts'
import { xml } from '../wire/xml.ts'
import { prepare } from './negotiate.ts'
import type { Session } from './session.ts'

export const UPLOAD = 'urn:xmpp:http:upload:0'

export interface Slot {
  readonly put: string
  readonly get: string
  /** Header fields that the PUT must carry. */
  readonly headers: Readonly<Record<string, string>>
  readonly element: Element
}

/** The file that a slot is asked for. */
export interface FileAnnounced {
  readonly filename: string
  /** Bytes. */
  readonly size: number | string
  readonly 'content-type'?: string
}

/** The iq that asks a service for a slot. */
export function slotRequest(service: string, file: Partial<FileAnnounced>): Element {
  const { size, ...said } = file
  const request = xml`<request xmlns='${UPLOAD}'/>`.withAttrs({
    ...said,
    ...(size === undefined ? {} : { size: String(size) }),
  })
  return xml`<iq type='get' to='${service}'>${request}</iq>`
}

/** The slot in an answer; undefined where there is none. */
export function slotIn(answer: Element): Slot | undefined {
  const element = answer.child('slot', UPLOAD)
  const put = element?.child('put', UPLOAD)
  const get = element?.child('get', UPLOAD)
  if (element === undefined || put?.attrs['url'] === undefined || get?.attrs['url'] === undefined) {
    return undefined
  }
  const headers = put.childrenNamed('header', UPLOAD)
  return {
    element,
    put: put.attrs['url'],
    get: get.attrs['url'],
    headers: Object.fromEntries(headers.map((header) => [header.attrs['name'] ?? '', header.text()])),
  }
}

/** @throws InconclusiveError when the service grants none */
export async function obtainSlot(session: Session, service: string, file: FileAnnounced): Promise<Slot> {
  return prepare(`a slot for ${file.filename}`, async () => {
    const answer = await session.request(slotRequest(service, file))
    const slot = slotIn(answer)
    if (slot === undefined)
      throw new InconclusiveError(`could not get a slot for ${file.filename}: ${answer}`)
    return slot
  })
}
