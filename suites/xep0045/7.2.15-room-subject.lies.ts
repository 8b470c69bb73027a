import { type Element, type Lie, liesAbout, rewrites, xml } from '#lies'
import { xep0045 } from './requirements.ts'
import { isSubject } from './room-lies.ts'

/** Changes the subject that mercutio is told. */
const changesSubject = (change: (message: Element) => readonly Element[]): Lie =>
  rewrites({ name: 'message', to: /^mercutio/ }, (message) =>
    isSubject(message) ? change(message) : undefined,
  )

const without = (name: string): Lie =>
  changesSubject((message) => [
    message.withChildren(message.elements().filter((child) => child.name !== name)),
  ])

export const lies = liesAbout(xep0045, {
  '7.2.15/sends-the-subject': {
    'sends none': changesSubject(() => []),
    'sends the subject before': changesSubject((message) => [
      message.withChildren([xml`<subject>Stars</subject>`]),
    ]),
    'says the subject in a body': changesSubject((message) => [
      message.withChildren([...message.children, xml`<body>romeo has set the subject to Moonlight</body>`]),
    ]),
  },
  '7.2.15/subject-is-stamped': { 'does not say when it was set': without('delay') },
  '7.2.15/subject-is-stamped-by-the-room': {
    'names the one who set it in the delay': changesSubject((message) => [
      message.withChildren(
        message
          .elements()
          .map((child) =>
            child.name === 'delay' ? child.withAttrs({ from: `${message.from}/romeo` }) : child,
          ),
      ),
    ]),
  },
  '7.2.15/no-subject-is-empty': {
    'sends none where none is set': changesSubject(() => []),
    'makes one up': changesSubject((message) => [message.withChildren([xml`<subject>Welcome!</subject>`])]),
  },
  '7.2.15/cleared-subject-is-stamped': {
    'does not say when it was cleared': without('delay'),
    'keeps a subject that was cleared': changesSubject((message) => [
      message.withChildren([
        xml`<subject>Moonlight</subject>`,
        ...message.elements().filter(({ name }) => name === 'delay'),
      ]),
    ]),
  },
})
