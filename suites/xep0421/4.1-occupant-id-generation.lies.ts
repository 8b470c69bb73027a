import { type Lie, type Link, liesAbout, rewrites } from '#lies'
import { xep0421 } from './requirements.ts'

const OCCUPANT_ID = 'urn:xmpp:occupant-id:0'

/** Makes ids of something else. */
const makesIdsOf = (source: (id: string, from: string, link: Link) => string): Lie =>
  rewrites({ name: 'presence' }, (presence, link) =>
    presence.child('occupant-id', OCCUPANT_ID) === undefined
      ? undefined
      : [
          presence.withChildren(
            presence
              .elements()
              .map((child) =>
                child.is('occupant-id', OCCUPANT_ID)
                  ? child.withAttrs({ id: source(child.attrs['id'] ?? '', presence.from ?? '', link) })
                  : child,
              ),
          ),
        ],
  )

const bare = ({ jid }: Link): string => jid?.replace(/\/.*/, '') ?? ''

export const lies = liesAbout(xep0421, {
  '4.1/stable': {
    'gives a new id at each visit': () => {
      let visits = 0
      return makesIdsOf((id) => `${id}${visits++}`)()
    },
    'makes it of the nickname': makesIdsOf((_id, from) => from.replace(/.*\//, '')),
    'makes it of the full JID': makesIdsOf((_id, _from, { jid }) => jid ?? ''),
  },
  '4.1/unique': {
    'makes it of the nickname': makesIdsOf((_id, from) => from.replace(/.*\//, '')),
    'makes it of the room': makesIdsOf((_id, from) => from.replace(/\/.*/, '')),
  },
  '4.1/pseudonymous': {
    'takes the JID': makesIdsOf((_id, _from, link) => bare(link)),
    'encodes the JID': makesIdsOf((_id, _from, link) => Buffer.from(bare(link)).toString('base64')),
  },
  '4.1/differs-between-rooms': {
    'makes it of the user alone': makesIdsOf((_id, _from, link) => bare(link)),
  },
  '4.1/short': {
    'makes it as long as the JID and the room together': makesIdsOf(
      (id, from, link) => `${id}${from}${bare(link)}`,
    ),
  },
})
