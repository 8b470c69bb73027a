/** The matchers as assertions of vitest's `expect`. A failed one is an AssertionError with both sides in words. */
import { chai } from 'vitest'
import { Element } from '../core/element.ts'
import { conforms, describePattern, type Pattern } from './pattern.ts'
import { stanzaError, streamErrorCondition } from './stanza-error.ts'

/** What an observer heard, in order, with the milliseconds since the verification began. */
interface HeardBy {
  readonly who: string
  readonly stanzas: readonly { readonly at: number; readonly element: Element }[]
}

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration that it merges with has this very parameter
  interface Matchers<T = any> {
    /** Somewhere in what an observer heard there is an element that fits. */
    toContainStanza(pattern: Pattern): T
    /** Exactly this many elements of what an observer heard fit. */
    toContainStanzas(count: number, pattern: Pattern): T
    /** The element fits. */
    toFit(pattern: Pattern): T
    /** The stanza is an error with this condition (RFC 6120 §8.3.3) and, if given, one of these types. */
    toBeStanzaError(condition: string | readonly string[], type?: string | readonly string[]): T
    /** The element is a stream error with this condition or one of these (RFC 6120 §4.9.3). */
    toBeStreamError(condition: string | readonly string[]): T
  }
}

chai.use((chai, utils) => {
  const define = (name: string, judge: (actual: unknown, ...args: never[]) => Judgement) =>
    utils.addMethod(chai.Assertion.prototype, name, function (this: Chai.AssertionStatic, ...args: never[]) {
      const { holds, expected, heard } = judge(utils.flag(this, 'object'), ...args)
      const negated = utils.flag(this, 'negate') === true
      if (holds !== negated) return
      const wanted = negated ? `no ${expected.replace(/^an? /, '')}` : expected
      throw new chai.AssertionError(
        `expected  ${wanted}\nheard     ${heard.replaceAll('\n', '\n          ')}`,
      )
    })

  define('toContainStanza', (actual: unknown, pattern: Pattern) => {
    const { who, stanzas } = actual as HeardBy
    return {
      holds: stanzas.some(({ element }) => conforms(element, pattern).length === 0),
      expected: `${describePattern(pattern)} at ${who}`,
      heard: lines(stanzas),
    }
  })
  define('toContainStanzas', (actual: unknown, count: number, pattern: Pattern) => {
    const { who, stanzas } = actual as HeardBy
    const fitting = stanzas.filter(({ element }) => conforms(element, pattern).length === 0)
    return {
      holds: fitting.length === count,
      expected: `${count} × ${describePattern(pattern)} at ${who}`,
      heard: `${fitting.length} × among\n${lines(stanzas)}`,
    }
  })
  define('toFit', (actual: unknown, pattern: Pattern) => {
    const element = elementOf(actual)
    const departures = element === undefined ? ['it is no element'] : conforms(element, pattern)
    return {
      holds: departures.length === 0,
      expected: describePattern(pattern),
      heard: [shown(actual), ...departures.map((departure) => `(${departure})`)].join('\n'),
    }
  })
  define(
    'toBeStanzaError',
    (actual: unknown, condition: string | readonly string[], type?: string | readonly string[]) => {
      const element = elementOf(actual)
      const error = element === undefined ? undefined : stanzaError(element)
      const types = type === undefined ? undefined : [type].flat()
      return {
        holds:
          error !== undefined &&
          [condition].flat().includes(error.condition) &&
          (types?.includes(error.type) ?? true),
        expected: `a stanza error ${[condition].flat().join(' or ')}${types === undefined ? '' : ` of type ${types.join(' or ')}`}`,
        heard: shown(actual),
      }
    },
  )
  define('toBeStreamError', (actual: unknown, condition: string | readonly string[]) => {
    const element = elementOf(actual)
    const found = element === undefined ? undefined : streamErrorCondition(element)
    return {
      holds: found !== undefined && [condition].flat().includes(found),
      expected: `a stream error ${[condition].flat().join(' or ')}`,
      heard: shown(actual),
    }
  })
})

interface Judgement {
  readonly holds: boolean
  readonly expected: string
  readonly heard: string
}

function lines(stanzas: HeardBy['stanzas']): string {
  return (
    stanzas
      .map(({ at, element }) => `+${Math.round(at)}ms  ${element.toString('jabber:client')}`)
      .join('\n') || 'nothing'
  )
}

function elementOf(actual: unknown): Element | undefined {
  return actual instanceof Element ? actual : undefined
}

function shown(actual: unknown): string {
  return actual instanceof Element ? actual.toString('jabber:client') : String(actual)
}
