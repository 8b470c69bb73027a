import { type HttpAnswer, type Lie, liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'

const answersGet = (change: (answer: HttpAnswer) => HttpAnswer): Lie => {
  return () => ({ httpToClient: (answer, { method }) => (method === 'GET' ? change(answer) : undefined) })
}

export const lies = liesAbout(xep0363, {
  '2/whoever-knows-the-url-gets-the-file': {
    'asks for credentials': answersGet(() => ({
      status: 401,
      headers: { 'www-authenticate': 'Basic' },
      body: Buffer.alloc(0),
    })),
    'cuts the file short': answersGet((answer) => ({
      ...answer,
      headers: { ...answer.headers, 'content-length': '4096' },
      body: answer.body.subarray(0, 4096),
    })),
    'reads the file as text': answersGet((answer) => {
      const body = Buffer.from(answer.body.toString('utf8'))
      return { ...answer, headers: { ...answer.headers, 'content-length': String(body.length) }, body }
    }),
  },
})
