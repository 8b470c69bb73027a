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

  /** Never lets this text reach a reader, nor its base64 form. */
  hide(secret: string): void {
    if (secret.length === 0) return
    this.secrets.add(secret)
    this.secrets.add(Buffer.from(secret).toString('base64'))
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
    return this.lines.join('\n')
  }

  private write(who: string, direction: string, text: string): void {
    let shown = text
    for (const secret of this.secrets) shown = shown.replaceAll(secret, '[hidden]')
    // SASL PLAIN carries the password next to the name, so its base64 form is not the password's own.
    shown = shown.replace(/(mechanism=['"]PLAIN['"][^>]*>)[^<]+/g, '$1[hidden]')
    this.lines.push(`${`+${Math.round(this.now())}ms`.padEnd(8)} ${who} ${direction} ${shown}`)
  }
}
