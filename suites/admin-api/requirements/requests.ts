import type { Requirements } from '#catalogue'

export const requests = {
  'requests/refuses-what-is-no-json': {
    level: 'MUST',
    covers: ['admin-api-users-updateUser.400'],
    says: 'a body that is not well-formed JSON is refused as the mistake of its sender, and nothing is done',
    needs: ['admin-api-statuses'],
  },
  'requests/refuses-an-empty-body': {
    level: 'SHOULD',
    covers: [],
    says: 'a call whose body is required is refused when it has none',
  },
  'requests/refuses-another-type-of-content': {
    level: 'SHOULD',
    covers: [],
    says: 'a body that says it is something else than JSON is refused where JSON alone is described',
  },
  'requests/refuses-a-value-of-the-wrong-type': {
    level: 'SHOULD',
    covers: [],
    says: 'a property whose value has not the described type is refused as the mistake of its sender',
  },
  'requests/survives-an-unknown-property': {
    level: 'MUST',
    covers: [],
    says: 'a property that is not described is passed over or refused, and is no error of the server',
  },
  'requests/survives-a-large-body': {
    level: 'MUST',
    covers: [],
    says: 'a body of hundreds of kilobytes is taken or refused, and the server goes on answering',
  },
  'requests/keeps-long-text-whole': {
    level: 'MUST',
    covers: [],
    says: 'a text of several kilobytes is kept to its last character, or refused',
  },
  'requests/finds-nothing-behind-odd-characters': {
    level: 'MUST',
    covers: [],
    says: 'a path with odd characters leads to nothing that it does not name, whatever is escaped in it',
    needs: ['admin-api-statuses'],
  },
  'requests/survives-broken-encodings-in-a-path': {
    level: 'SHOULD',
    covers: [],
    says: 'octets in a path that are no text are refused as the mistake of the sender',
  },
  'requests/offers-only-what-is-described': {
    level: 'MUST',
    covers: [],
    says: 'a path or a method that is not described is not found or not allowed',
    needs: ['admin-api-statuses'],
  },
} as const satisfies Requirements<'admin-api'>
