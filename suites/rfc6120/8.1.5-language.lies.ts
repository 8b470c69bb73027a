import { Element, liesAbout, rewrites } from '#lies'
import { rfc6120 } from './requirements.ts'

const LANGUAGE = 'xml:lang'

const inEnglish = (element: Element): Element =>
  element
    .withAttrs(element.attrs[LANGUAGE] === undefined ? {} : { [LANGUAGE]: 'en' })
    .withChildren(element.children.map((child) => (child instanceof Element ? inEnglish(child) : child)))

const inNoLanguage = (element: Element): Element =>
  element
    .withAttrs({ [LANGUAGE]: undefined })
    .withChildren(element.children.map((child) => (child instanceof Element ? inNoLanguage(child) : child)))

export const lies = liesAbout(rfc6120, {
  '8.1.5/adds-the-language-of-the-stream': {
    'adds its own language': rewrites({ name: 'message' }, (message) => [
      message.withAttrs({ [LANGUAGE]: 'en' }),
    ]),
    'adds no language': rewrites({ name: 'message' }, (message) => [
      message.withAttrs({ [LANGUAGE]: undefined }),
    ]),
  },
  '8.1.5/keeps-languages': {
    'delivers everything in its own language': rewrites({ id: 'babel' }, (stanza) => [inEnglish(stanza)]),
    'loses languages on the way': rewrites({ id: 'babel' }, (stanza) => [inNoLanguage(stanza)]),
  },
  '8.1.5/names-languages-by-tags': {
    'names a language as its environment does': rewrites({ name: 'iq' }, (iq) => [
      iq.withAttrs({ [LANGUAGE]: 'de_DE.UTF-8' }),
    ]),
  },
})
