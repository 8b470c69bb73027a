/** What becomes of a figure that the project promises. */
import { expect, test } from 'vitest'
import { type Figure, type Standing, standingOf } from './benchmark.ts'

const atMost = { says: 'ms too much', bound: { atMost: 1 } }
const atLeast = { says: 'times less', bound: { atLeast: 2 } }

test.each<[string, Figure, Standing]>([
  ['keeps its bound', { ...atMost, measured: 1 }, 'kept'],
  ['keeps its bound where bare sockets do not', { ...atMost, measured: 1, bareSockets: 1.1 }, 'kept'],
  ['breaks its bound', { ...atMost, measured: 1.1 }, 'BROKEN'],
  ['breaks its bound where bare sockets keep it', { ...atLeast, measured: 1.9, bareSockets: 2 }, 'BROKEN'],
  ['breaks its bound as bare sockets do', { ...atLeast, measured: 1.9, bareSockets: 1.8 }, 'UNDECIDED'],
  ['was not measured', { ...atMost, measured: Number.NaN, bareSockets: 2 }, 'BROKEN'],
  [
    'breaks its bound, with no reading of bare sockets',
    { ...atMost, measured: 2, bareSockets: Number.NaN },
    'BROKEN',
  ],
])('one that %s', (_, figure, standing) => {
  expect(standingOf(figure)).toBe(standing)
})
