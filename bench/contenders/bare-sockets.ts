/**
 * The floor: sockets of node:net that do the writes and reads of an XMPP client without looking at what
 * they read. Nothing that speaks XMPP in Node can be cheaper.
 */
import net from 'node:net'
import { messagesTo, tell } from '../child.ts'
import { dueAt, type Job, LOGINS_AT_ONCE, timeOf } from '../job.ts'

const NONCE = 'a nonce of 24 characters'.replaceAll(' ', '-')
const buffer = Buffer.allocUnsafeSlow(1 << 16)

messagesTo<{ job: Job }>(async ({ job }) => {
  if (job.work === 'logins') {
    tell({ running: true })
    await Promise.all(Array.from({ length: LOGINS_AT_ONCE }, (_, lane) => loginsOf(job, lane)))
    return
  }
  const sockets: net.Socket[] = []
  for (const { localpart } of job.accounts) sockets.push(await logIn(job, localpart))
  tell({ running: true })
  if (job.work === 'rounds') chat(job, sockets)
})

/** One account after the other, in and out. */
async function loginsOf(job: Job, lane: number): Promise<void> {
  for (let turn = lane; ; turn += LOGINS_AT_ONCE) {
    const socket = await logIn(job, job.accounts[turn % job.accounts.length]?.localpart ?? '')
    socket.end("<presence type='unavailable'/></stream:stream>")
    await new Promise((resolve) => socket.once('close', resolve))
  }
}

/** Writes the next step of the dialogue whenever something was read. */
function logIn({ route }: Job, localpart: string): Promise<net.Socket> {
  const steps = dialogue(route.domain, localpart)
  return new Promise((resolve, reject) => {
    let step = 0
    const socket = net.connect({
      ...route.endpoint,
      onread: {
        buffer,
        callback: () => {
          const next = steps[step++]
          if (next !== undefined) socket.write(next)
          else if (step === steps.length + 1) resolve(socket)
          return true
        },
      },
    })
    socket.setNoDelay(true)
    socket.once('connect', () => socket.write(steps[step++] ?? ''))
    socket.once('error', reject)
  })
}

function dialogue(domain: string, localpart: string): string[] {
  const header = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' to='${domain}' version='1.0'>`
  const first = Buffer.from(`n,,n=${localpart},r=${NONCE}`).toString('base64')
  const proof = Buffer.alloc(20, 1).toString('base64')
  const final = Buffer.from(`c=biws,r=${NONCE}null,p=${proof}`).toString('base64')
  return [
    header,
    `<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>${first}</auth>`,
    `<response xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>${final}</response>`,
    header,
    `<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><resource>load</resource></bind></iq>`,
    '<presence/>',
  ]
}

/** Sends at the rate, whatever comes back. */
function chat(job: Job, sockets: readonly net.Socket[]): void {
  const { bodyBytes, route, accounts } = job
  const messages = accounts.map((_, user) => {
    const to = `${accounts[user ^ 1]?.localpart}@${route.domain}/load`
    return `<message type='chat' to='${to}' id='${user}-1000'><body>${'x'.repeat(bodyBytes)}</body><no-store xmlns='urn:xmpp:hints'/></message>`
  })
  const start = performance.now()
  let sent = 0
  const tick = () => {
    const due = dueAt(job, performance.now() - start)
    for (; sent < due; sent++) {
      const user = sent % sockets.length
      sockets[user]?.write(messages[user] ?? '')
    }
    setTimeout(tick, timeOf(job, sent) - (performance.now() - start))
  }
  tick()
}
