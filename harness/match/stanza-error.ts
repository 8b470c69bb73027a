import { type Element, NS } from '../core/element.ts'

export const stanzaErrorTypes: readonly string[] = ['auth', 'cancel', 'continue', 'modify', 'wait']

export interface StanzaError {
  readonly type: string
  readonly condition: string
  readonly text: string | undefined
}

/** Type and defined condition of an error stanza (RFC 6120 §8.3.2); undefined for anything else. */
export function stanzaError(stanza: Element): StanzaError | undefined {
  const error = stanza.type === 'error' ? stanza.child('error', stanza.ns) : undefined
  const condition = error?.elements().find((child) => child.ns === NS.stanzaErrors && child.name !== 'text')
  if (error === undefined || condition === undefined) return undefined
  return {
    type: error.type ?? '',
    condition: condition.name,
    text: error.child('text', NS.stanzaErrors)?.text(),
  }
}

/** The condition of a stream error (RFC 6120 §4.9.2); undefined for any other element. */
export function streamErrorCondition(element: Element): string | undefined {
  if (!element.is('error', NS.streams)) return undefined
  return element.elements().find((child) => child.ns === NS.streamErrors && child.name !== 'text')?.name
}
