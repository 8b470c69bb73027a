import { amendsFor, type Lie, liesAbout, rewrites } from '#lies'
import { attribute, headerSays } from './header-lies.ts'
import { rfc6120 } from './requirements.ts'

function askedFor(name: string, asked: string): string {
  return new RegExp(`<stream:stream.* ${name}='([^']*)'`).exec(asked)?.[1] ?? 'en'
}

/** The server closes where it owes features. */
function refuses(condition: string): Lie {
  return rewrites({ name: 'features' }, () => [
    `<stream:error><${condition} xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>`,
  ])
}

const message = { name: 'message', id: 'spoken' }

export const lies = liesAbout(rfc6120, {
  '4.7.1/response-from-is-a-served-domain': {
    'leaves from out of its header': headerSays(attribute('from', undefined)),
    'names the machine that it runs on': headerSays(attribute('from', 'localhost.localdomain')),
  },
  '4.7.1/accepts-a-header-without-from': {
    'wants to know who asks': refuses('improper-addressing'),
  },
  '4.7.2/accepts-a-header-without-to': {
    'has no host for a client that names none': refuses('improper-addressing'),
  },
  '4.7.2/response-to-mirrors-from': {
    'never says to whom it answers': headerSays(attribute('to', undefined)),
    'answers to a domain': headerSays(attribute('to', 'example.org')),
  },
  '4.7.2/no-response-to-without-from': {
    'always addresses its header': headerSays(attribute('to', 'example.org')),
  },
  '4.7.3/response-has-an-id': {
    'leaves the id out of its header': headerSays(attribute('id', undefined)),
    'sends an empty id': headerSays(attribute('id', '')),
  },
  '4.7.3/ids-are-unique-and-unpredictable': {
    'gives every stream the same id': headerSays(attribute('id', 'stream')),
    'counts its streams': () => {
      let count = 100
      return {
        toClient: (part) => {
          if (part.kind !== 'header') return undefined
          count += 1
          return [attribute('id', `stream-${count}`)(part.raw)]
        },
      }
    },
  },
  '4.7.3/ignores-the-id-of-a-client': {
    'takes over the id that a client sends': headerSays((raw, asked) =>
      attribute('id', askedFor('id', asked))(raw),
    ),
  },
  '4.7.4/response-has-a-language': {
    'leaves xml:lang out of its header': headerSays(attribute('xml:lang', undefined)),
  },
  '4.7.4/language-is-a-language-tag': {
    'names its locale in place of a language tag': headerSays(attribute('xml:lang', 'en_US.UTF-8')),
  },
  '4.7.4/supported-language-is-taken': {
    'answers in another language once it is asked for its own': headerSays((raw, asked) =>
      asked.includes('xml:lang') ? attribute('xml:lang', 'fr')(raw) : raw,
    ),
  },
  '4.7.4/related-language-is-looked-up': {
    'answers in another language when it does not know the variant': headerSays((raw, asked) =>
      asked.includes('xml:lang') ? attribute('xml:lang', 'fr')(raw) : raw,
    ),
  },
  '4.7.4/unknown-language-falls-back': {
    'repeats whatever language it is asked for': headerSays((raw, asked) =>
      attribute('xml:lang', askedFor('xml:lang', asked))(raw),
    ),
  },
  '4.7.4/adds-the-language-of-the-stream': {
    'adds no language to a stanza': rewrites(message, (delivered) => [
      delivered.withAttrs({ 'xml:lang': undefined }),
    ]),
    'adds its own language to a stanza': rewrites(message, (delivered) => [
      delivered.withAttrs({ 'xml:lang': 'en' }),
    ]),
  },
  '4.7.4/adds-no-other-language': {
    'adds its own language to a stanza': rewrites(message, (delivered) => [
      delivered.withAttrs({ 'xml:lang': 'en' }),
    ]),
    'shortens the language to the part that it knows': rewrites(message, (delivered) => [
      delivered.withAttrs({ 'xml:lang': 'de' }),
    ]),
  },
  '4.7.4/keeps-the-language-of-a-stanza': {
    'puts the language of the stream in its place': rewrites(message, (delivered) => [
      delivered.withAttrs({ 'xml:lang': 'de-CH' }),
    ]),
    'takes the language away': rewrites(message, (delivered) => [
      delivered.withAttrs({ 'xml:lang': undefined }),
    ]),
  },
  '4.7.5/answers-the-lower-version': {
    'repeats whatever version it is offered': headerSays((raw, asked) =>
      attribute('version', askedFor('version', asked))(raw),
    ),
    'leaves the version out of its header': headerSays(attribute('version', undefined)),
  },
  '4.7.5/compares-versions-as-numbers': {
    'repeats a version that it takes for a lower string': headerSays(attribute('version', '01.00')),
  },
  '4.7.5/reads-numbers-of-several-digits': {
    'takes two digits for no version at all': headerSays((raw, asked) =>
      /\d\d/.test(askedFor('version', asked)) ? attribute('version', undefined)(raw) : raw,
    ),
    'reads the first digit of each number alone': headerSays((raw, asked) =>
      attribute('version', askedFor('version', asked).replace(/(\d)\d+/g, '$1'))(raw),
    ),
    'refuses a version that is longer than its own': refuses('unsupported-version'),
  },
  '4.7.5/ignores-a-higher-minor-version': {
    'claims the minor version of the client': headerSays(attribute('version', '1.13')),
    'refuses a minor version that it does not know': refuses('unsupported-version'),
  },
  '4.7.5/no-version-for-a-client-without': {
    'always says its version': headerSays(attribute('version', '1.0')),
  },
})

export const amends = amendsFor(rfc6120, {
  '4.7.2/accepts-a-header-without-to': {
    'takes a client that names no host for one of its own': () => ({
      toServer: (part, { domain }) =>
        part.kind === 'header' && part.element.to === undefined
          ? [attribute('to', domain)(part.raw)]
          : undefined,
    }),
  },
})
