import { liesAbout, xml } from '#lies'
import { form, pretends, refuses } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

const key = xml`<field xmlns='jabber:x:data' type='text-multi' var='x-key'><required/></field>`

export const lies = liesAbout(xep0077, {
  '6/ignores-what-it-does-not-know': {
    'refuses what it does not know': refuses('bad-request'),
    'overlooks the fields behind it': pretends('house'),
  },
  '6/fields-suffice-beside-a-form': {
    'requires a key in its form': form((inside) => [...inside, key]),
  },
})
