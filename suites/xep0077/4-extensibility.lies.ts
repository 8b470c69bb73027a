import { liesAbout, xml } from '#lies'
import { fields, form, pretends, refuses } from './registration-lies.ts'
import { xep0077 } from './requirements.ts'

export const lies = liesAbout(xep0077, {
  '4/adds-no-fields': {
    'asks for the house, too': fields((inside) => [...inside, xml`<house xmlns='jabber:iq:register'/>`]),
  },
  '4/form-has-every-field': {
    'has no password in its form': form((inside) =>
      inside.filter(({ attrs }) => attrs['var'] !== 'password'),
    ),
    'wants an address outside of its form': fields((inside) => [
      ...inside,
      xml`<email xmlns='jabber:iq:register'/>`,
    ]),
  },
  '4/form-says-what-it-is': {
    'does not say': form((inside) => inside.filter(({ attrs }) => attrs['var'] !== 'FORM_TYPE')),
    'shows it to people': form((inside) =>
      inside.map((field) =>
        field.attrs['var'] === 'FORM_TYPE' ? field.withAttrs({ type: 'text-single' }) : field,
      ),
    ),
  },
  '4/takes-a-form': {
    'reads plain fields alone': refuses('not-acceptable'),
    'confirms and forgets': pretends('x'),
  },
})
