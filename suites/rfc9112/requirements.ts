import { defineSpec } from '#catalogue'

/** HTTP/1.1 has no normative index here: what is asked is what matters to uploads (XEP-0363). */
export const rfc9112 = defineSpec({
  id: 'rfc9112',
  title: 'HTTP/1.1, of uploads',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc9112#section-${section}`,
  needs: ['http-upload'],
  requirements: {
    '7/coding-names-in-any-case': {
      level: 'MUST',
      covers: [],
      says: 'the name of a transfer coding is understood in any case of letters',
    },
    '7.1/decodes-chunks': {
      level: 'MUST',
      covers: [],
      says: 'content that comes in chunks is put together again, or its length is asked for',
    },
  },
})
