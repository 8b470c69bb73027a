import { escapeXml } from '../core/element.ts'

/**
 * What went over the wires of one verification, in order, as a person reads it: milliseconds since it
 * began, whose connection, which direction, the bytes.
 */
export class Transcript {
  private readonly lines: string[] = []
  private readonly secrets = new Set<string>()
  private readonly began: number

  /** @param began milliseconds on the clock of `performance.now()` */
  constructor(began = performance.now()) {
    this.began = began
  }

  /** Milliseconds since the transcript began. */
  now(): number {
    return performance.now() - this.began
  }

  /** Never lets this text reach a reader: not as it is, not escaped, not inside base64 (SASL PLAIN). */
  hide(secret: string): void {
    if (secret !== '') this.secrets.add(secret)
  }

  sent(who: string, text: string): void {
    this.write(who, '→', text)
  }
  received(who: string, text: string): void {
    this.write(who, '←', text)
  }
  /** Something that is no bytes: a connection opened, TLS established, the other side gone. */
  noted(who: string, text: string): void {
    this.write(who, '·', text)
  }

  toString(): string {
    return this.lines.map((line) => this.shown(line)).join('\n')
  }

  private write(who: string, direction: string, text: string): void {
    this.lines.push(`${`+${Math.round(this.now())}ms`.padEnd(8)} ${who} ${direction} ${text}`)
  }

  private shown(line: string): string {
    let shown = line.replace(BASE64, (encoded) => {
      const decoded = Buffer.from(encoded, 'base64').toString()
      return [...this.secrets].some((secret) => decoded.includes(secret)) ? '[hidden]' : encoded
    })
    for (const secret of this.secrets) {
      for (const form of [secret, escapeXml(secret)]) shown = shown.replaceAll(form, '[hidden]')
    }
    return shown
  }
}

/** Runs that could be base64 of anything worth hiding. */
const BASE64 = /[A-Za-z0-9+/]{4,}={0,2}/g
