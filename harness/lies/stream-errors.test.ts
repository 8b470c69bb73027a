import { describe, expect, test } from 'vitest'
import { NS } from '../core/element.ts'
import { parseElement, xml } from '../wire/xml.ts'
import type { Instead, Lie, Link, Part } from './lie.ts'
import { carriesOn, closesWith, hangsUp, misstatesError } from './stream-errors.ts'

const error = xml`<stream:error><conflict xmlns='${NS.streamErrors}'/></stream:error>`
const part = (element = error): Part => ({ kind: 'element', element, raw: element.toString() })
const close: Part = { kind: 'close', raw: '</stream:stream>' }
const end: Part = { kind: 'end', raw: '' }

/** What a client hears in place of each part, in words, and whether it was hung up on. */
function told(lie: Lie, ...parts: Part[]): { instead: (readonly string[] | undefined)[]; hungUp: boolean } {
  let hungUp = false
  const link: Link = {
    port: 'c2s',
    domain: 'example.org',
    jid: undefined,
    secured: true,
    all: [],
    tellClient: () => {},
    tellServer: () => {},
    cutOff: () => {},
    hangUp: () => {
      hungUp = true
    },
  }
  const hooks = lie()
  const instead = parts.map((heard): Instead => hooks.toClient?.(heard, link))
  return { instead: instead.map((said) => said?.map(String)), hungUp }
}

describe('about stream errors a server', () => {
  test('says another condition', () => {
    const { instead } = told(closesWith('reset'), part(), close, part(xml`<message type='error'/>`))
    expect(instead).toEqual([
      [`<stream:error><reset xmlns='${NS.streamErrors}'/></stream:error>`],
      undefined,
      undefined,
    ])
  })

  test('misstates them', () => {
    const { instead } = told(
      misstatesError((said) => `<stream:error/><!-- ${said.elements()[0]?.name} -->`),
      part(),
    )
    expect(instead).toEqual([['<stream:error/><!-- conflict -->']])
  })

  test('carries on', () => {
    const { instead, hungUp } = told(carriesOn, part(), close, end, part(xml`<message/>`))
    const [[said = ''] = []] = instead
    expect(parseElement(said).type).toBe('error')
    expect(instead.slice(1)).toEqual([[], [], undefined])
    expect(hungUp).toBe(false)
  })

  test('hangs up without a word', () => {
    expect(told(hangsUp, part(xml`<message/>`))).toEqual({ instead: [undefined], hungUp: false })
    expect(told(hangsUp, part(), close, end)).toEqual({ instead: [[], [], undefined], hungUp: true })
  })
})
