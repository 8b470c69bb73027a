/** The writes of an XMPP client and nothing else: what it reads is counted as answers, not looked at. */
import net from 'node:net'
import type { Job } from '../job.ts'

const NONCE = 'a nonce of 24 characters'.replaceAll(' ', '-')
const buffer = Buffer.allocUnsafeSlow(1 << 16)

/**
 * Writes the next step of the dialogue whenever something was read.
 * @param read told of what is read after the login: the first `length` bytes of the memory, valid during the call only
 */
export function logIn(
  { route }: Job,
  localpart: string,
  read: (memory: Buffer, length: number) => void = () => {},
): Promise<net.Socket> {
  const steps = dialogue(route.domain, localpart)
  return new Promise((resolve, reject) => {
    let step = 0
    const socket = net.connect({
      ...route.endpoint,
      onread: {
        buffer,
        callback: (length) => {
          const next = steps[step++]
          if (next !== undefined) socket.write(next)
          else if (step === steps.length + 1) resolve(socket)
          else read(buffer, length)
          return true
        },
      },
    })
    socket.setNoDelay(true)
    socket.once('connect', () => socket.write(steps[step++] ?? ''))
    socket.once('error', reject)
  })
}

/** One message for each account, to the other one of its pair. */
export function messagesOf({ accounts, route, bodyBytes }: Job): string[] {
  return accounts.map((_, user) => {
    const to = `${accounts[user ^ 1]?.localpart}@${route.domain}/load`
    return `<message type='chat' to='${to}' id='${user}-1000'><body>${'x'.repeat(bodyBytes)}</body><no-store xmlns='urn:xmpp:hints'/></message>`
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
