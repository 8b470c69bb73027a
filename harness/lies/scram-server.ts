/**
 * The server's side of SCRAM-…-PLUS, played by the proxy: channel binding ties a client to the TLS
 * connection that it really has, which ends here. Behind the client's back the proxy logs in to the real
 * server by SCRAM without channel binding.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto'
import { Element, NS } from '../core/element.ts'
import { clientFinal, clientFirst, type ScramHash, scramAttributes, scramKeys } from '../wire/scram.ts'
import { xml } from '../wire/xml.ts'

const ITERATIONS = 10_000
const NODE_NAMES = { 'SHA-1': 'sha1', 'SHA-256': 'sha256' } as const

export interface PlusParties {
  /** Says something to the client in the server's name. */
  answer(element: Element): void
  /** Sends to the real server and gives its next element. */
  askServer(element: Element): Promise<Element>
  /** Channel binding data of the client's TLS connection; undefined for a type that is not known. */
  channelBinding(type: string): Buffer | undefined
  readonly passwordOf: (localpart: string) => string | undefined
}

/** One exchange: give it what the client sends until it is done. */
export class PlusExchange {
  private readonly parties: PlusParties
  private readonly hash: ScramHash
  private readonly salt = randomBytes(16)
  private readonly nonce = randomBytes(18).toString('base64')
  private first:
    | { gs2: string; bare: string; password: string; localpart: string; serverFirst: string }
    | undefined

  constructor(mechanism: string, parties: PlusParties) {
    this.hash = mechanism.includes('SHA-256') ? 'SHA-256' : 'SHA-1'
    this.parties = parties
  }

  /** Takes `<auth/>`, `<response/>` or `<abort/>`; true when the exchange is over. */
  async take(element: Element): Promise<boolean> {
    const message = Buffer.from(element.text(), 'base64').toString()
    if (element.is('auth', NS.sasl)) return this.begin(message)
    if (element.is('response', NS.sasl)) return this.finish(message)
    this.parties.answer(failure('aborted'))
    return true
  }

  private begin(message: string): boolean {
    const match = /^((?:p=[^,]*|y|n),(?:a=[^,]*)?,)(n=([^,]*),r=([^,]*).*)$/.exec(message)
    const [, gs2 = '', bare = '', localpart = '', clientNonce = ''] = match ?? []
    const password = this.parties.passwordOf(localpart)
    if (match === null || password === undefined) {
      this.parties.answer(failure(match === null ? 'malformed-request' : 'not-authorized'))
      return true
    }
    const serverFirst = `r=${clientNonce}${this.nonce},s=${this.salt.toString('base64')},i=${ITERATIONS}`
    this.first = { gs2, bare, password, localpart, serverFirst }
    this.parties.answer(
      xml`<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from(serverFirst).toString('base64')}</challenge>`,
    )
    return false
  }

  private async finish(message: string): Promise<boolean> {
    const { first, hash, salt, parties } = this
    if (first === undefined) {
      parties.answer(failure('malformed-request'))
      return true
    }
    const attributes = scramAttributes(message)
    const type = /^p=([^,]*)/.exec(first.gs2)?.[1] ?? ''
    const data = parties.channelBinding(type)
    const bound = data === undefined ? '' : Buffer.concat([Buffer.from(first.gs2), data]).toString('base64')
    const keys = scramKeys(hash, first.password, salt, ITERATIONS)
    const withoutProof = message.replace(/,p=[^,]*$/, '')
    const authMessage = `${first.bare},${first.serverFirst},${withoutProof}`
    const signature = hmac(hash, keys.storedKey, authMessage)
    const clientKey = Buffer.from(attributes['p'] ?? '', 'base64').map(
      (byte, index) => byte ^ (signature[index] ?? 0),
    )
    const storedKey = createHash(NODE_NAMES[hash]).update(clientKey).digest()
    const nonceKept = first.serverFirst.startsWith(`r=${attributes['r']},`)
    if (
      !nonceKept ||
      attributes['c'] !== bound ||
      !storedKey.equals(keys.storedKey) ||
      !(await this.logIn())
    ) {
      parties.answer(failure('not-authorized'))
      return true
    }
    const verifier = `v=${hmac(hash, keys.serverKey, authMessage).toString('base64')}`
    parties.answer(
      xml`<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from(verifier).toString('base64')}</success>`,
    )
    return true
  }

  /** The same account on the real server, by SCRAM without channel binding. */
  private async logIn(): Promise<boolean> {
    const { first, hash, parties } = this
    if (first === undefined) return false
    const start = clientFirst(first.localpart, { flag: 'n' })
    const challenge = await parties.askServer(
      xml`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-${hash}'>${Buffer.from(start.message).toString('base64')}</auth>`,
    )
    if (!challenge.is('challenge', NS.sasl)) return false
    const serverFirst = Buffer.from(challenge.text(), 'base64').toString()
    const end = clientFinal(hash, first.password, start, serverFirst)
    const answer = await parties.askServer(
      xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${Buffer.from(end.message).toString('base64')}</response>`,
    )
    return answer.is('success', NS.sasl)
  }
}

/** @param why for people; left out when empty */
export function failure(condition: string, why = ''): Element {
  const text = why === '' ? [] : [new Element('text', NS.sasl, {}, [why])]
  return new Element('failure', NS.sasl, {}, [new Element(condition, NS.sasl), ...text])
}

function hmac(hash: ScramHash, key: Buffer, text: string): Buffer {
  return createHmac(NODE_NAMES[hash], key).update(text).digest()
}
