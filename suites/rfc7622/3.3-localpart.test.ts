import { conformance, expect, xml } from '#conformance'
import { rfc7622 } from './requirements.ts'

const verify = conformance(rfc7622)

const lengths: Readonly<Record<string, { readonly localpart: string; readonly condition: string }>> = {
  'no octets': { localpart: '', condition: 'jid-malformed' },
  '1023 octets': { localpart: 'j'.repeat(1023), condition: 'service-unavailable' },
  '1024 octets': { localpart: 'j'.repeat(1024), condition: 'jid-malformed' },
  '1023 octets in 512 characters': { localpart: `j${'й'.repeat(511)}`, condition: 'service-unavailable' },
  '1024 octets in 512 characters': { localpart: 'й'.repeat(512), condition: 'jid-malformed' },
}

for (const [situation, { localpart, condition }] of Object.entries(lengths)) {
  verify(
    '3.3/limits-the-length-of-localparts',
    `a request to a localpart of ${situation}`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(
        xml`<iq type='get' to='${localpart}@${target.domain}'><question xmlns='urn:touchstone:unknown'/></iq>`,
      )

      expect(answer).toBeStanzaError(condition)
    },
  )
}

const spellings: Readonly<Record<string, (localpart: string) => string>> = {
  'in capital letters': (localpart) => localpart.toUpperCase(),
  'with a capital letter': (localpart) => localpart.replace(/^j/, 'J'),
  'in letters of full width': (localpart) =>
    localpart.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
}

for (const [situation, spell] of Object.entries(spellings)) {
  verify(
    '3.3/compares-localparts-without-case',
    `a message to an account ${situation}`,
    async ({ accounts, target }) => {
      const [romeo, juliet] = await accounts.create('romeo', 'juliet')
      const orchard = await romeo.login({ resource: 'orchard' })
      const balcony = await juliet.login({ resource: 'balcony' })

      const sent = orchard.send(
        xml`<message to='${spell(juliet.localpart)}@${target.domain}' type='chat'><body>Hail</body></message>`,
      )

      expect(await balcony.next({ name: 'message', id: sent.id })).toFit({ from: orchard.jid })
    },
  )
}

const characters: Readonly<Record<string, string>> = {
  'a space': 'foo bar',
  'a space that does not break': 'foo\u00a0bar',
  'a line break': 'foo\nbar',
  'a symbol': 'king♚',
  'a code point for private use': 'foo\ue000bar',
}

for (const [situation, localpart] of Object.entries(characters)) {
  verify(
    '3.3/refuses-what-no-identifier-may-hold',
    `a localpart with ${situation}`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(
        xml`<iq type='get' to='${localpart}@${target.domain}'><question xmlns='urn:touchstone:unknown'/></iq>`,
      )

      expect(answer).toBeStanzaError('jid-malformed')
    },
  )
}

// A slash would end the address before its domainpart: what is left of it is no localpart any more.
for (const character of [`"`, '&', `'`, ':', '<', '>', '@']) {
  verify(
    '3.3.1/refuses-what-localparts-may-not-hold',
    `a localpart with ${character}`,
    async ({ accounts, target }) => {
      const [romeo] = await accounts.create('romeo')
      const orchard = await romeo.login({ resource: 'orchard' })

      const answer = await orchard.request(
        xml`<iq type='get' to='${`juli${character}et`}@${target.domain}'><question xmlns='urn:touchstone:unknown'/></iq>`,
      )

      expect(answer).toBeStanzaError('jid-malformed')
    },
  )
}
