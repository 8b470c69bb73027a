import {
  type Amend,
  amendsFor,
  closeStream,
  Element,
  type Lie,
  type Link,
  liesAbout,
  mishears,
  NS,
  rewrites,
  withholds,
} from '#lies'
import { xep0114 } from './requirements.ts'

/** Answers the stream's opening tag with one that is changed. */
const openingTag = (change: (tag: string) => string): Lie => {
  return () => ({ toClient: (part) => (part.kind === 'header' ? [change(part.raw)] : undefined) })
}

const streamError = (condition: string) =>
  `<stream:error><${condition} xmlns='${NS.streamErrors}'/></stream:error>`

/** Takes a component that it owes an error. */
const letsIn = rewrites({ name: 'error', ns: NS.streams }, () => [new Element('handshake', NS.component)])

export const lies = liesAbout(xep0114, {
  '3/answers-with-a-stream-header': {
    'gives no stream id': openingTag((tag) => tag.replace(/ id=(['"]).*?\1/, '')),
    'answers in the name of the server': openingTag((tag) =>
      tag.replace(/ from=(['"]).*?\1/, " from='elsewhere'"),
    ),
    'says nothing until the handshake': () => ({
      toClient: ({ kind }) => (kind === 'header' ? [] : undefined),
    }),
  },
  '3/refuses-a-name-it-does-not-serve': {
    'keeps the stream open for a name that it does not serve': () => ({
      toClient: ({ kind }) => (kind === 'header' ? undefined : []),
    }),
    'closes without naming an error': withholds({ name: 'error', ns: NS.streams }),
    'calls it a matter of XML': rewrites({ name: 'error', ns: NS.streams }, () => [
      streamError('bad-format'),
    ]),
  },
  '3/refuses-another-namespace': {
    'takes any namespace': letsIn,
    'blames the name of the host': rewrites({ name: 'error', ns: NS.streams }, () => [
      streamError('host-unknown'),
    ]),
  },
  '3/opens-and-closes-around-an-error': {
    'sends the bare error': () => ({
      toClient: ({ kind }) => (kind === 'header' || kind === 'close' ? [] : undefined),
    }),
    'forgets the closing tag': () => ({ toClient: ({ kind }) => (kind === 'close' ? [] : undefined) }),
  },
  '3/ends-on-a-wrong-handshake': {
    'lets every component in': letsIn,
    'leaves the connection open': () => ({
      toClient: ({ kind }) => (kind === 'header' ? undefined : []),
    }),
  },
  '3/acknowledges-a-right-handshake': {
    'never acknowledges': withholds({ name: 'handshake' }),
    'echoes the digest': rewrites({ name: 'handshake' }, (handshake) => [handshake.withChildren(['d1935'])]),
  },
  '3/routes-both-ways': {
    'drops what a component sends': () => ({
      toServer: (part, { port }) =>
        port === 'component' && part.kind === 'element' && part.element.name === 'message' ? [] : undefined,
    }),
    'drops what a component is sent': withholds({ name: 'message' }),
    'stamps the component itself as the sender': mishears({ name: 'message', from: /^puck@/ }, (message) => [
      message.withAttrs({ from: message.from?.replace(/^.*@|\/.*$/g, '') }),
    ]),
  },
})

export const amends = amendsFor(xep0114, {
  '3/refuses-another-namespace': { 'looks at the namespace': readsTheNamespace },
})

/** Who does not speak as a component hears so at the first thing that is said after the headers. */
function readsTheNamespace(): ReturnType<Amend> {
  const foreign = new Set<Link>()
  return {
    toServer: (part, link) => {
      if (part.kind === 'header' && !part.raw.includes(NS.component)) foreign.add(link)
      if (part.kind !== 'element' || !foreign.has(link)) return undefined
      closeStream(link, 'invalid-namespace')
      return []
    },
  }
}
