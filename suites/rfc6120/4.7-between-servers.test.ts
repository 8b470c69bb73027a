import { conformance, expect, NS, startTlsBetweenServers } from '#conformance'
import { rfc6120 } from './requirements.ts'

const verify = conformance(rfc6120)

verify('4.7.1/names-itself-to-a-peer', 'the header under TLS', async ({ servers, wire, target }) => {
  const domain = servers.domain()
  const stream = await servers.connect(domain)
  const header = wire.header({ xmlns: NS.server, from: domain, to: target.domain })
  stream.send(header)
  await stream.nextElement('stream features', (element) => element.is('features', NS.streams))
  await startTlsBetweenServers(stream, servers.as(domain, await servers.certify([domain])))

  stream.send(header)

  expect((await stream.nextHeader()).element).toFit({ from: target.domain })
})

verify('4.7.1/names-itself-to-a-peer', 'the header after authentication', async ({ servers, target }) => {
  const { stream } = await servers.join()

  const last = stream.events.findLast(({ kind }) => kind === 'header')
  expect(last !== undefined && 'element' in last ? last.element : 'no header').toFit({ from: target.domain })
})

verify('4.7.2/response-to-mirrors-a-peer', 'the headers of every stage', async ({ servers }) => {
  const { stream, domain } = await servers.join()

  const headers = stream.events.flatMap((event) => (event.kind === 'header' ? [event.element] : []))
  expect(headers).toHaveLength(3)
  for (const header of headers) expect(header).toFit({ to: domain })
})
