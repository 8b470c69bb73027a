import { type Lie, liesAbout } from '#lies'
import { xep0363 } from './requirements.ts'

/** Has in memory whatever came by this method or went out to it. */
function keepsInMemory(method: string): Lie {
  return () => {
    let kept = 0
    return {
      httpToClient(answer, request) {
        if (request.method === method) kept += answer.body.length + request.body.length
        return undefined
      },
      uses: (sample) => ({
        ...sample,
        server: { ...sample.server, rssBytes: sample.server.rssBytes + kept },
      }),
    }
  }
}

export const lies = liesAbout(xep0363, {
  '7/memory-does-not-grow-with-files': {
    'never lets go of what was uploaded': keepsInMemory('PUT'),
    'never lets go of what was fetched': keepsInMemory('GET'),
  },
})
