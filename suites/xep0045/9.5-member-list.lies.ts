import { type Amend, amendsFor, Element, liesAbout, mishears, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import {
  adminItems,
  admitsAnyone,
  changesLists,
  confirmsAlone,
  confirmsAnything,
  refusesItem,
  takesItemByItem,
} from './room-lies.ts'

export const lies = liesAbout(xep0045, {
  '9.5/members-read-the-list': {
    'tells only admins': changesLists(() => []),
  },
  '9.5/lists-the-members': {
    'lists one of several': changesLists((items) => items.slice(0, 1)),
    'leaves the affiliation out': changesLists((items) =>
      items.map((item) => item.withAttrs({ affiliation: undefined })),
    ),
    'hides who they are': changesLists((items) => items.map((item) => item.withAttrs({ jid: undefined }))),
  },
  '9.5/changes-several': {
    'says that it was done, and does nothing': confirmsAlone({ affiliation: 'none' }),
    'takes one change at a time': refusesItem({ affiliation: 'none' }, 'bad-request'),
  },
  '9.5/refuses-who-was-removed': { 'lets anyone in': admitsAnyone },
  '9.5/invites-new-members': {
    'invites nobody': confirmsAlone({ affiliation: 'member' }),
  },
  '9.5/invitations-make-no-members': {
    'makes a member of whoever is invited': changesLists(() => [
      new Element('item', 'http://jabber.org/protocol/muc#admin', {
        affiliation: 'member',
        jid: 'mercutio@example.org',
      }),
    ]),
  },
  '9.5/only-admins-change-the-list': {
    'lets any member make members': confirmsAnything,
    'refuses, and does it': changesLists((items) => [
      ...items,
      new Element('item', 'http://jabber.org/protocol/muc#admin', {
        affiliation: 'member',
        jid: 'mercutio@example.org',
      }),
    ]),
  },
  '9.5/invited-become-members': {
    'invites those whom it does not let in': changesLists((items) =>
      items.filter((item) => !item.attrs['jid']?.startsWith('mercutio')),
    ),
  },
})

export const amends = amendsFor(xep0045, {
  '9.5/changes-several': { 'carries out every item': takesItemByItem },
  '9.5/invites-new-members': { 'invites whom it makes a member': invitesMembers() },
})

function invitesMembers(): Amend {
  return mishears({ name: 'iq', type: 'set' }, (iq, link) => {
    const members = adminItems(iq).filter(({ attrs }) => attrs['affiliation'] === 'member')
    for (const { attrs } of members) {
      const invitation = xml`
        <message from='${iq.to ?? ''}' to='${attrs['jid'] ?? ''}'>
          <x xmlns='http://jabber.org/protocol/muc#user'><invite from='${link.jid ?? ''}'/></x>
        </message>`
      for (const other of link.all)
        if (other.jid?.startsWith(`${attrs['jid']}/`)) other.tellClient(invitation)
    }
    return undefined
  })
}
