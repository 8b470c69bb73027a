import {
  type Amend,
  amendsFor,
  closeStream,
  type Element,
  type Lie,
  liesAbout,
  mishears,
  NS,
  rewrites,
  xml,
} from '#lies'
import { failure as failureOf } from './amends.ts'
import { rfc6120 } from './requirements.ts'

const challenge = { name: 'challenge', ns: NS.sasl }
const failure = { name: 'failure', ns: NS.sasl }

/** Gives every header after the first the id of the first. */
const keepsTheStreamId: Lie = () => {
  let first: string | undefined
  return {
    toClient: (part) => {
      if (part.kind !== 'header') return undefined
      const { id = '' } = part.element
      first ??= id
      return [part.raw.replace(id, first)]
    },
  }
}

/** Sends no features on the stream that follows an element of the server. */
function noFeaturesAfter(name: string): Lie {
  return () => {
    let due = false
    return {
      toClient: (part) => {
        if (part.kind !== 'element') return undefined
        if (part.element.is(name)) due = true
        return due && part.element.is('features', NS.streams) ? [] : undefined
      },
    }
  }
}

/** Sends no header of its own on the stream that follows an element of the server. */
function noHeaderAfter(name: string): Lie {
  return () => {
    let due = false
    return {
      toClient: (part) => {
        if (part.kind === 'element' && part.element.is(name)) due = true
        return due && part.kind === 'header' ? [] : undefined
      },
    }
  }
}

/** Ends the stream with the failure that comes after so many others. */
function closesAtFailure(count: number, condition: string): Lie {
  return () => {
    let failures = 0
    return {
      toClient: (part, link) => {
        if (part.kind !== 'element' || !part.element.is('failure', NS.sasl)) return undefined
        failures += 1
        if (failures < count) return undefined
        link.tellClient(part.element)
        closeStream(link, condition)
        return []
      },
    }
  }
}

/** Forgets to count the first failure. */
const countsTooLate: Lie = () => {
  let responses = 0
  return mishears({ name: 'response', ns: NS.sasl }, (_, link) => {
    responses += 1
    if (responses > 1) return undefined
    link.tellClient(failureOf('not-authorized'))
    return []
  })()
}

function mechanismsChanged(change: (mechanisms: readonly Element[]) => readonly Element[]): Lie {
  return rewrites({ name: 'features', ns: NS.streams }, (features) => [
    features.withChildren(
      features
        .elements()
        .map((feature) =>
          feature.is('mechanisms', NS.sasl) ? feature.withChildren(change(feature.elements())) : feature,
        ),
    ),
  ])
}

function challengeChanged(change: (message: string) => string): Lie {
  return rewrites(challenge, (said) => [
    said.withChildren([
      Buffer.from(change(Buffer.from(said.text(), 'base64').toString())).toString('base64'),
    ]),
  ])
}

export const lies = liesAbout(rfc6120, {
  '6.4.1/new-stream-after-tls': {
    'keeps the id of the stream before TLS': keepsTheStreamId,
    'goes on under TLS without a header': noHeaderAfter('proceed'),
  },
  '6.4.1/features-after-tls': {
    'has said its features before TLS, and that is that': noFeaturesAfter('proceed'),
  },
  '6.4.1/offers-sasl-under-tls': {
    'does not say that it does SASL': rewrites({ name: 'features', ns: NS.streams }, (features) => [
      features.withChildren(features.elements().filter((feature) => !feature.is('mechanisms', NS.sasl))),
    ]),
  },
  '6.4.1/lists-each-mechanism': {
    'lists a mechanism that it does not have': mechanismsChanged((mechanisms) => [
      ...mechanisms,
      xml`<mechanism xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>CRAM-MD5</mechanism>`,
    ]),
    'lists each mechanism twice': mechanismsChanged((mechanisms) => [...mechanisms, ...mechanisms]),
    'lists all mechanisms in one': mechanismsChanged((mechanisms) => [
      xml`<mechanism xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${mechanisms.map((one) => one.text()).join(' ')}</mechanism>`,
    ]),
  },
  '6.4.2/later-auth-replaces-the-handshake': {
    'does not take another choice during a handshake': () => {
      let choices = 0
      return {
        toServer: (part) => {
          if (part.kind !== 'element' || !part.element.is('auth', NS.sasl)) return undefined
          choices += 1
          return choices === 1
            ? undefined
            : [xml`<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${part.element.text()}</response>`]
        },
      }
    },
    'ignores another choice during a handshake': () => {
      let choices = 0
      return {
        toServer: (part) => {
          if (part.kind !== 'element' || !part.element.is('auth', NS.sasl)) return undefined
          choices += 1
          return choices === 1 ? undefined : []
        },
      }
    },
  },
  '6.4.3/challenges-by-the-mechanism': {
    'leaves the salt out': challengeChanged((message) => message.replace(/,s=[^,]*/, '')),
    'adds nothing to the nonce': challengeChanged((message) => message.replace(/^(r=.{24})[^,]*/, '$1')),
    'asks without data': rewrites(challenge, (said) => [said.withChildren([])]),
  },
  '6.4.4/acknowledges-an-abort': {
    'takes an abort for a failed login': rewrites(failure, () => [
      xml`<failure xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><not-authorized/></failure>`,
    ]),
    'says nothing to an abort': mishears({ name: 'abort', ns: NS.sasl }, () => []),
  },
  '6.4.5/allows-two-retries': {
    'closes after the first mistake': closesAtFailure(1, 'policy-violation'),
    'closes after the second mistake': closesAtFailure(2, 'not-authorized'),
  },
  '6.4.5/allows-at-most-five-retries': {
    'allows a sixth retry': countsTooLate,
  },
  '6.4.5/closes-when-retries-are-used-up': {
    'closes without saying why': closesAtFailure(6, 'undefined-condition'),
  },
  '6.4.6/correlates-from': {
    'does not read from whom a stream is': () => ({
      toServer: (part) => (part.kind === 'header' ? [part.raw.replace(/ from='[^']*'/, '')] : undefined),
    }),
  },
  '6.4.6/new-stream-after-success': {
    'keeps the id of the stream before success': keepsTheStreamId,
    'goes on after success without a header': noHeaderAfter('success'),
  },
  '6.4.6/features-after-success': {
    'has no features after success': noFeaturesAfter('success'),
  },
})

export const amends = amendsFor(rfc6120, {
  '6.4.5/allows-at-most-five-retries': { 'counts failures': countsFailures },
  '6.4.5/closes-when-retries-are-used-up': { 'counts failures': countsFailures },
  '6.4.6/correlates-from': { 'holds the login against the header': holdsTheLoginAgainstTheHeader },
})

/** The sixth failure on a stream is the last. */
function countsFailures(): ReturnType<Amend> {
  let failures = 0
  return {
    toClient: (part, link) => {
      if (part.kind !== 'element' || !part.element.is('failure', NS.sasl)) return
      failures += 1
      if (failures < 6) return
      link.tellClient(part.element)
      closeStream(link, 'policy-violation')
      return []
    },
  }
}

/** Who logs in as another than the header said is refused where it would have been let in. */
function holdsTheLoginAgainstTheHeader(): ReturnType<Amend> {
  let from: string | undefined
  let user: string | undefined
  return {
    toServer: (part) => {
      if (part.kind === 'header') from = part.element.from
      if (part.kind === 'element' && part.element.is('auth', NS.sasl)) {
        user = /n=([^,]*),r=/.exec(Buffer.from(part.element.text(), 'base64').toString())?.[1]
      }
      return undefined
    },
    toClient: (part) =>
      part.kind === 'element' && part.element.is('success', NS.sasl) && from?.startsWith(`${user}@`) === false
        ? [failureOf('not-authorized')]
        : undefined,
  }
}
