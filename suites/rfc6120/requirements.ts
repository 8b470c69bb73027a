import { defineSpec } from '#catalogue'
import { streams } from './requirements/4-streams.ts'
import { starttls } from './requirements/5-starttls.ts'
import { sasl } from './requirements/6-sasl.ts'
import { resourceBinding } from './requirements/7-resource-binding.ts'
import { stanzas } from './requirements/8-stanzas.ts'
import { routing } from './requirements/10-routing.ts'
import { xml } from './requirements/11-xml.ts'
import { security } from './requirements/13-security.ts'
import { betweenServers } from './requirements/between-servers.ts'

export const rfc6120 = defineSpec({
  id: 'rfc6120',
  title: 'XMPP: Core',
  url: (section) => `https://www.rfc-editor.org/rfc/rfc6120#section-${section}`,
  requirements: {
    ...streams,
    ...starttls,
    ...sasl,
    ...resourceBinding,
    ...stanzas,
    ...routing,
    ...xml,
    ...security,
    ...betweenServers,
  },
})
