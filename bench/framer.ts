import SaxLtx from 'ltx/lib/parsers/ltx.js'
import sax from 'sax'
import { SaxesParser } from 'saxes'
import { StanzaFramer } from '../harness/load/framer.ts'
import type { Benchmark } from './benchmark.ts'

const STANZA_BYTES = 400
const CHUNK_BYTES = 8192
/** How long each reads, in milliseconds; the best of several passes is the nearest to what it can do. */
const PASS = 600
const PASSES = 10

const HEADER = "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>"

/** Counts the stanzas in what it is given. */
type Reader = () => { push(chunk: Buffer): void; readonly stanzas: number }

const framer: Reader = () => {
  const counter = { stanzas: 0 }
  const reader = new StanzaFramer({
    header: () => {},
    element: () => {
      counter.stanzas++
    },
    footer: () => {},
  })
  return {
    push: (chunk) => reader.push(chunk),
    get stanzas() {
      return counter.stanzas
    },
  }
}

const ltx: Reader = () => {
  const counter = { stanzas: 0 }
  const parser = new SaxLtx()
  parser.on('endElement', (name: string) => {
    if (name === 'message') counter.stanzas++
  })
  return {
    push: (chunk) => parser.write(chunk.toString()),
    get stanzas() {
      return counter.stanzas
    },
  }
}

const saxes: Reader = () => {
  const counter = { stanzas: 0 }
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('closetag', ({ name }) => {
    if (name === 'message') counter.stanzas++
  })
  return {
    push: (chunk) => {
      parser.write(chunk.toString())
    },
    get stanzas() {
      return counter.stanzas
    },
  }
}

const saxJs: Reader = () => {
  const counter = { stanzas: 0 }
  const parser = sax.parser(true, { position: false })
  parser.onclosetag = (name) => {
    if (name === 'message') counter.stanzas++
  }
  return {
    push: (chunk) => {
      parser.write(chunk.toString())
    },
    get stanzas() {
      return counter.stanzas
    },
  }
}

export const framing: Benchmark = {
  name: 'framer',
  question: 'How many stanzas a second does one core cut out of a stream?',
  async run(progress) {
    const measured = [
      { name: 'framer of the engine', reader: framer },
      { name: 'ltx (SaxLtx)', reader: ltx },
      { name: 'saxes', reader: saxes },
      { name: 'sax', reader: saxJs },
    ].map(({ name, reader }) => {
      progress(name)
      return { name, rate: Math.max(...Array.from({ length: PASSES }, () => stanzasPerSecond(reader))) }
    })
    const [own] = measured
    return {
      rows: measured.map(({ name, rate }) => ({
        what: name,
        values: { 'stanzas /s': Math.round(rate), 'µs each': 1e6 / rate },
      })),
      figures: [
        {
          says: 'million stanzas a second',
          measured: (own?.rate ?? 0) / 1e6,
          bound: { atLeast: 0.7 },
        },
      ],
      notes: [
        `Messages of ${STANZA_BYTES} bytes in chunks of ${CHUNK_BYTES}, the best of ${PASSES} passes of ${PASS} ms of processor time.`,
        'The others give trees or events, the framer gives where an element begins and ends: that is all that the engine needs.',
      ],
    }
  },
}

function stanzasPerSecond(reader: Reader): number {
  const chunks = chunksOf(Buffer.from(stanza().repeat(1_024)))
  const reading = reader()
  reading.push(Buffer.from(HEADER))
  const start = process.cpuUsage()
  let used = 0
  while (used < PASS) {
    for (const chunk of chunks) reading.push(chunk)
    const { user, system } = process.cpuUsage(start)
    used = (user + system) / 1000
  }
  return (reading.stanzas * 1000) / used
}

function stanza(): string {
  const head = `<message type='chat' id='17-4711' from='romeo-7k2p9@touchstone.test/load' to='juliet-7k2p9@touchstone.test/load'><body>T1|17|4711|123456789|`
  const tail = '</body></message>'
  return head + 'x'.repeat(STANZA_BYTES - head.length - tail.length) + tail
}

function chunksOf(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) chunks.push(bytes.subarray(at, at + CHUNK_BYTES))
  return chunks
}
