import {
  type Amend,
  amendsFor,
  type HttpExchange,
  type Lie,
  type Link,
  liesAbout,
  rewrites,
  xml,
} from '#lies'
import { answersWith, concerns, mishearsJson, pretends, rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const creation = { method: 'POST', path: /^\/invites\/account$/ }
const invite = { method: 'GET', path: /^\/invites\/[^/]+$/ }
const account = { method: 'GET', path: /^\/users\/[^/]+$/ }

/** An invitation as one makes it up. */
const invented =
  (more: object = {}) =>
  () => ({
    id: 'invented-invitation',
    token: 'invented-invitation',
    type: 'register',
    uri: 'xmpp:touchstone.test?register;preauth=invented-invitation',
    reusable: false,
    ...more,
  })

const without =
  (...names: readonly string[]) =>
  (json: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)))

/** Gives the invitation that it made first to whoever asks for another. */
const givesTheFirstAgain: Lie = () => {
  let first: HttpExchange['body'] | undefined
  return {
    httpToClient: (answer, { method }) => {
      if (method !== 'POST') return undefined
      first ??= answer.body
      return { ...answer, body: first }
    },
  }
}

export const lies = liesAbout(adminApi, {
  'invites/invites-to-an-account': {
    'wants wishes': () => ({
      httpToClient: (answer, { body }) => (body.length === 0 ? { ...answer, status: 400 } : undefined),
    }),
    'makes invitations to be contacts': rewords(creation, (json: object) => ({ ...json, type: 'roster' })),
    'makes invitations that anybody may use': rewords(creation, (json: object) => ({
      ...json,
      reusable: true,
    })),
    'gives times as texts': rewords(creation, (json: { expires: number }) => ({
      ...json,
      expires: new Date(json.expires * 1_000).toISOString(),
    })),
  },
  'invites/null-is-no-wish': {
    'fails over null': answersWith(creation, 500),
    'takes null for a word': rewords(creation, (json: object) => ({ ...json, note: 'null' })),
    'takes null for no time at all': rewords(creation, (json: { created_at: number }) => ({
      ...json,
      expires: json.created_at,
    })),
  },
  'invites/an-invited-user-registers': {
    'forgets its invitations': pretends(creation, 200, invented()),
    'gives addresses with an id in place of the token': rewords(creation, (json: object) => ({
      ...json,
      uri: 'xmpp:touchstone.test?register;preauth=some-id',
    })),
  },
  'invites/serves-once': {
    'makes every invitation a reusable one': () => {
      let registered = 0
      const admits: Lie = rewrites({ name: 'iq', type: 'error', id: 'token' }, () => [
        xml`<iq type='result' id='token'/>`,
      ])
      const { toClient } = admits()
      return {
        toClient: (part, link) => {
          if (part.kind === 'element' && part.element.id === 'registration') {
            registered += 1
            if (registered > 1) return [xml`<iq type='result' id='registration'/>`]
          }
          return toClient?.(part, link)
        },
      }
    },
    'keeps an invitation that was used': pretends(invite, 200, invented()),
  },
  'invites/is-bound-to-its-username': {
    'forgets whom an invitation is for': mishearsJson(creation, without('username')),
    'lets everybody in': pretends(account, 200, () => ({ username: 'tybalt' })),
  },
  'invites/refuses-a-name-that-is-taken': {
    'invites to any name': answersWith(creation, 200),
    'fails over a name that is taken': answersWith(creation, 500),
  },
  'invites/puts-the-invited-into-groups': {
    'forgets the groups': mishearsJson(creation, without('groups')),
    'names groups and puts nobody there': () => ({
      httpToClient: (answer, { path }) =>
        path.endsWith('/groups') && path.includes('/users/')
          ? { ...answer, body: Buffer.from('[]') }
          : undefined,
    }),
  },
  'invites/gives-the-invited-their-roles': {
    'forgets the roles': mishearsJson(creation, without('roles')),
  },
  'invites/lasts-as-long-as-asked': {
    'lasts as long as it likes': mishearsJson(creation, without('ttl')),
    'takes seconds for minutes': mishearsJson(creation, (json: { ttl: number }) => ({
      ...json,
      ttl: json.ttl * 60,
    })),
  },
  'invites/is-gone-when-it-has-expired': {
    'heeds the time of no invitation': mishearsJson(creation, without('ttl')),
    'lists invitations that are over': () => {
      let id = ''
      return rewords({ path: /^\/invites(\/account)?$/ }, (json: { id: string } | object[], { method }) => {
        if (method === 'GET') return [...(json as object[]), { id }]
        id = (json as { id: string }).id
        return json
      })()
    },
  },
  'invites/refuses-what-does-not-exist': {
    'invites to whatever it is asked to': () => ({
      httpToClient: (answer) => ({ ...answer, status: 200 }),
    }),
    'fails over what does not exist': () => ({
      httpToClient: (answer) => ({ ...answer, status: 500 }),
    }),
  },
  'invites/keeps-the-note': {
    'forgets the note': mishearsJson(creation, without('note')),
    'says the note once': rewords(invite, without('note')),
    'keeps the ASCII of a note': rewords(invite, (json: { note: string }) => ({
      ...json,
      note: json.note.replaceAll(/[^ -~\n]/g, '?'),
    })),
    'keeps the first line of a note': rewords(invite, (json: { note: string }) => ({
      ...json,
      note: json.note.split('\n')[0],
    })),
  },
  'invites/names-its-source': {
    'names the module alone': rewords(creation, (json: object) => ({ ...json, source: 'admin_api' })),
    'names somebody else': rewords(creation, (json: object) => ({ ...json, source: 'admin_api/admin' })),
  },
  'invites/parallel-invitations-are-different': {
    'gives one invitation to all who ask at once': givesTheFirstAgain,
    'counts its invitations': () => {
      let made = 0
      return rewords(creation, (json: object) => {
        made += 1
        return { ...json, id: String(made), token: String(made) }
      })()
    },
  },
})

export const amends = amendsFor(adminApi, {
  'invites/is-bound-to-its-username': { 'compares the name with that of the invitation': comparesNames },
})

/** Who comes with the token of an invitation to somebody else is refused before the server hears of it. */
function comparesNames(): ReturnType<Amend> {
  const invited = new Map<string, string>()
  const names = new Map<Link, string | undefined>()
  const isCreation = concerns(creation)
  return {
    httpToClient: (answer, request) => {
      if (!isCreation(request) || answer.status !== 200) return undefined
      const { jid, token }: { jid?: string; token: string } = JSON.parse(answer.body.toString())
      if (jid !== undefined) invited.set(token, jid.replace(/@.*/, ''))
      return undefined
    },
    toServer: (part, link) => {
      if (part.kind !== 'element') return undefined
      const token = part.element.child('preauth', 'urn:xmpp:pars:0')?.attrs['token']
      if (token !== undefined) names.set(link, invited.get(token))
      const name = names.get(link)
      const wanted = part.element.child('query', 'jabber:iq:register')?.child('username')?.text()
      if (name === undefined || wanted === undefined || wanted === name) return undefined
      link.tellClient(
        xml`<iq type='error' id='${part.element.id ?? ''}'><error type='modify'><not-acceptable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>`,
      )
      return []
    },
  }
}
