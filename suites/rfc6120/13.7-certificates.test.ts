import {
  conformance,
  type Element,
  expect,
  external,
  mechanismsOf,
  NS,
  openBetweenServers,
  type Stage,
  startTlsBetweenServers,
  type WireStream,
} from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

const DAY_MS = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS)

type Certificate = Awaited<ReturnType<Stage['servers']['certify']>>
type Certified = (servers: Stage['servers'], domain: string) => Promise<Certificate>
type Situations = Readonly<Record<string, Certified>>

/** A peer with that certificate, under TLS; and what it is told there: features, or why it may not go on. */
async function presents(
  { servers, target, wire }: Stage,
  certificate: Certified,
): Promise<{ stream: WireStream; domain: string; answer: Element }> {
  const domain = servers.domain()
  const stream = await servers.connect(domain)
  await openBetweenServers(stream, { domain, server: target.domain })
  await startTlsBetweenServers(stream, servers.as(domain, await certificate(servers, domain)))
  stream.send(wire.header({ xmlns: NS.server, from: domain, to: target.domain }))
  return { stream, domain, answer: await stream.nextElement() }
}

async function isLetIn(stage: Stage, certificate: Certified): Promise<void> {
  const { stream, domain, answer } = await presents(stage, certificate)
  expect(mechanismsOf(answer), 'mechanisms offered to a certified peer').toContain('EXTERNAL')
  stream.send(external(domain))
  expect(await stream.nextElement()).toFit({ name: 'success', ns: NS.sasl })
}

async function isKeptOut(stage: Stage, certificate: Certified): Promise<void> {
  const { stream, domain, answer } = await presents(stage, certificate)
  if (answer.is('features', NS.streams)) {
    // Weak verification by dialback remains (§6.4.5); the certificate must be worth nothing all the same.
    stage.observe('leaves dialback to a peer whose certificate it does not trust')
    expect(mechanismsOf(answer), 'mechanisms offered to a peer that is not certified').not.toContain(
      'EXTERNAL',
    )
    stream.send(external(domain))
    expect(await stream.nextElement()).toFit({ name: /^(failure|error)$/ })
  } else {
    expect(answer).toFit({ name: 'error', ns: NS.streams })
    expect((await stream.closed()).map(({ kind }) => kind)).toEqual(['close', 'end'])
  }
}

verify('13.7.1.2.1/knows-a-peer-by-its-dns-name', 'among other names', (stage) =>
  isLetIn(stage, (servers, domain) => servers.certify(['other.invalid', domain])),
)

verify('13.7.1.2.1/knows-a-peer-by-its-service', 'the service for servers', (stage) =>
  isLetIn(stage, (servers, domain) => servers.certify([{ srv: `_xmpp-server.${domain}` }])),
)

verify('13.7.1.2.1/knows-a-peer-by-its-service', 'the service for clients', (stage) =>
  isKeptOut(stage, (servers, domain) => servers.certify([{ srv: `_xmpp-client.${domain}` }])),
)

const untrusted: Situations = {
  'signed by itself': (servers, domain) => servers.signOneself([domain]),
  'of yesterday': (servers, domain) =>
    servers.certify([domain], { notBefore: inDays(-3), notAfter: inDays(-1) }),
  'of tomorrow': (servers, domain) =>
    servers.certify([domain], { notBefore: inDays(1), notAfter: inDays(3) }),
}

for (const [situation, certificate] of Object.entries(untrusted)) {
  verify('13.7.2/refuses-an-untrusted-certificate', situation, (stage) => isKeptOut(stage, certificate))
}

const ofAnother: Situations = {
  'for another domain': (servers) => servers.certify([servers.domain()]),
  'for a domain below': (servers, domain) => servers.certify([`street.${domain}`]),
  'for all domains below': (servers, domain) => servers.certify([`*.${domain}`]),
  'for a part of the name': (servers, domain) => servers.certify([domain.replace(/^verona/, 'v*')]),
}

for (const [situation, certificate] of Object.entries(ofAnother)) {
  verify('13.7.2/holds-the-certificate-against-the-header', situation, (stage) =>
    isKeptOut(stage, certificate),
  )
}
