/** Counts of all that the connections of a worker send and receive: stanzas by kind, and bytes. */

export interface StanzaCounts {
  message: number
  presence: number
  iq: number
  /** Elements that are no stanzas: of stream negotiation, acknowledgements, stream errors. */
  other: number
}

export interface TrafficReport {
  readonly stanzasSent: Readonly<StanzaCounts>
  readonly stanzasReceived: Readonly<StanzaCounts>
  /** Of XML, before TLS. */
  readonly bytesSent: number
  readonly bytesReceived: number
}

export class Traffic implements TrafficReport {
  readonly stanzasSent: StanzaCounts = noStanzas()
  readonly stanzasReceived: StanzaCounts = noStanzas()
  bytesSent = 0
  bytesReceived = 0

  /** An element that is sent. */
  sent(element: string): void {
    count(this.stanzasSent, element.charCodeAt(1), element.charCodeAt(3))
    this.bytesSent += element.length
  }

  /** What was counted since `before` was taken. */
  since(before: TrafficReport): TrafficReport {
    return {
      stanzasSent: difference(this.stanzasSent, before.stanzasSent),
      stanzasReceived: difference(this.stanzasReceived, before.stanzasReceived),
      bytesSent: this.bytesSent - before.bytesSent,
      bytesReceived: this.bytesReceived - before.bytesReceived,
    }
  }

  snapshot(): TrafficReport {
    return this.since({
      stanzasSent: noStanzas(),
      stanzasReceived: noStanzas(),
      bytesSent: 0,
      bytesReceived: 0,
    })
  }
}

const M = 0x6d
const P = 0x70
const I = 0x69
const E = 0x65

/**
 * Counts an element by bytes of its name, which is all that is needed to tell what comes on a stream apart.
 * @param third for `presence`, which begins like `proceed`
 */
export function count(counts: StanzaCounts, first: number | undefined, third: number | undefined): void {
  if (first === M) counts.message++
  else if (first === P && third === E) counts.presence++
  else if (first === I) counts.iq++
  else counts.other++
}

export function addTraffic(all: readonly TrafficReport[]): TrafficReport {
  const total = new Traffic()
  for (const one of all) {
    for (const kind of ['message', 'presence', 'iq', 'other'] as const) {
      total.stanzasSent[kind] += one.stanzasSent[kind]
      total.stanzasReceived[kind] += one.stanzasReceived[kind]
    }
    total.bytesSent += one.bytesSent
    total.bytesReceived += one.bytesReceived
  }
  return total.snapshot()
}

function noStanzas(): StanzaCounts {
  return { message: 0, presence: 0, iq: 0, other: 0 }
}

function difference(after: Readonly<StanzaCounts>, before: Readonly<StanzaCounts>): StanzaCounts {
  return {
    message: after.message - before.message,
    presence: after.presence - before.presence,
    iq: after.iq - before.iq,
    other: after.other - before.other,
  }
}
