import { amendsFor, liesAbout } from '#lies'
import { lists } from './list-lies.ts'
import { xep0440 } from './requirements.ts'

export const lies = liesAbout(xep0440, {
  '3/lists-tls-server-end-point': { 'knows the bindings of the connection alone': lists('tls-exporter') },
  '3/lists-a-stronger-type': { 'binds to its certificate alone': lists('tls-server-end-point') },
})

export const amends = amendsFor(xep0440, {
  '3/lists-tls-server-end-point': { 'lists both': lists('tls-server-end-point', 'tls-exporter') },
})
