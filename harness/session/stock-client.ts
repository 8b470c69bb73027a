/**
 * A client by a stock library: a peer that was not written for this harness, so that a verification does
 * not agree with the harness alone. It lives in a process of its own (stock-client-process.js).
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Account } from '../core/account.ts'
import type { Element } from '../core/element.ts'
import { InconclusiveError, SilenceError } from '../core/errors.ts'
import type { Endpoint } from '../core/target-info.ts'
import { conforms, describePattern, type Pattern } from '../match/pattern.ts'
import type { Transcript } from '../wire/transcript.ts'
import { parseElement } from '../wire/xml.ts'

/** What a login may take on top: the process has to start, and the library derives keys in plain JavaScript. */
const START_MS = 10_000

type Said = { readonly online: string } | { readonly element: string } | { readonly error: string }

export interface StockClientOptions {
  readonly account: Account
  /** The client port; the library asks for STARTTLS there. */
  readonly endpoint: Endpoint
  /** The authority to verify against, besides those that Node trusts. */
  readonly caPem: string
  readonly transcript: Transcript
  /** How long to wait for anything that the server owes, in milliseconds. */
  readonly patience: number
}

export class StockClient {
  /** The full JID that the server bound. */
  readonly jid: string
  private readonly child: ChildProcess
  private readonly options: StockClientOptions
  private readonly heard: Element[] = []
  private failure = ''
  private watcher: () => void = () => {}

  private constructor(child: ChildProcess, jid: string, options: StockClientOptions) {
    this.child = child
    this.jid = jid
    this.options = options
    child.on('message', (said: Said) => this.take(said))
  }

  /** Connects, goes under TLS, logs in and binds a resource. @throws SilenceError when it does not get that far */
  static async login(options: StockClientOptions): Promise<StockClient> {
    const { account, endpoint, patience } = options
    const child = await startProcess(options.caPem)
    child.send({
      host: endpoint.host,
      port: endpoint.port,
      domain: account.domain,
      username: account.localpart,
      password: account.password,
      timeout: START_MS + patience,
    })
    try {
      const jid = await online(child, account, START_MS + patience)
      options.transcript.noted(jid, 'logged in by @xmpp/client')
      return new StockClient(child, jid, options)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  send(element: Element): void {
    const text = element.toString('jabber:client')
    this.options.transcript.sent(this.jid, text)
    this.child.send({ text })
  }

  /** The earliest element that fits and that no earlier call has given. @throws SilenceError when none comes */
  async next(pattern: Pattern): Promise<Element> {
    const { patience } = this.options
    return new Promise((resolve, reject) => {
      const look = () => {
        const index = this.heard.findIndex((element) => conforms(element, pattern).length === 0)
        const [found] = index === -1 ? [] : this.heard.splice(index, 1)
        if (found === undefined) return
        clearTimeout(timer)
        this.watcher = () => {}
        resolve(found)
      }
      const timer = setTimeout(() => {
        this.watcher = () => {}
        reject(
          new SilenceError(
            `expected  ${describePattern(pattern)} at ${this.jid} within ${patience} ms${this.failure}\nheard     ${this.heard.join('\n          ') || 'nothing'}`,
          ),
        )
      }, patience)
      this.watcher = look
      look()
    })
  }

  /** Ends the process, and with it the connection. */
  async stop(): Promise<void> {
    const { child } = this
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  private take(said: Said): void {
    if ('error' in said) this.failure = ` (${said.error})`
    if (!('element' in said)) return
    this.options.transcript.received(this.jid, said.element)
    this.heard.push(parseElement(said.element))
    this.watcher()
  }
}

/** A process that trusts the authority: the way that Node documents, so the library is used as it comes. */
async function startProcess(caPem: string): Promise<ChildProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'touchstone-authority-'))
  try {
    const path = join(folder, 'authority.pem')
    await writeFile(path, caPem)
    await using authority = await open(path)
    const entry = fileURLToPath(new URL('./stock-client-process.js', import.meta.url))
    return fork(entry, {
      execArgv: [],
      env: { ...process.env, NODE_EXTRA_CA_CERTS: '/dev/fd/4', NODE_TLS_REJECT_UNAUTHORIZED: '1' },
      // Descriptor 4 is the authority: it needs no name that a killed run would leave behind.
      stdio: ['ignore', 'ignore', 'inherit', 'ipc', authority.fd],
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

function online(child: ChildProcess, account: Account, bound: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer)
      child.off('message', listen)
      child.off('exit', exited)
      settle()
    }
    const listen = (said: Said) => {
      if ('online' in said) finish(() => resolve(said.online))
      if ('error' in said) finish(() => reject(new SilenceError(failed(said.error))))
    }
    const exited = (code: number | null) =>
      finish(() => reject(new InconclusiveError(`the process of the stock client ended with ${code}`)))
    const failed = (reason: string) =>
      `expected  ${account.bareJid} to log in by @xmpp/client\nheard     ${reason}`
    const timer = setTimeout(
      () => finish(() => reject(new SilenceError(failed(`nothing within ${bound} ms`)))),
      bound,
    )
    child.on('message', listen)
    child.on('exit', exited)
  })
}
