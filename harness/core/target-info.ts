import type { Capability } from './capability.ts'

/** Where to connect: an address of this machine, or of another one if the user named it. */
export interface Endpoint {
  readonly host: string
  readonly port: number
}

export type ProviderKind = 'containers' | 'embedded' | 'external'

export type EndpointName = 'c2s' | 'c2sDirectTls' | 's2s' | 's2sDirectTls' | 'component' | 'http' | 'https'

/** A virtual host of the server and the SASL mechanisms that it offers once TLS is up. */
export interface HostInfo {
  readonly domain: string
  readonly mechanisms: readonly string[]
}

/** The server under test, as plain JSON: all that a report may know, all that a worker needs to find it. */
export interface TargetInfo {
  readonly provider: ProviderKind
  /** The domain that accounts live on. */
  readonly domain: string
  /** Every virtual host that accounts can be made on, `domain` first. */
  readonly hosts: readonly HostInfo[]
  readonly endpoints: Readonly<Partial<Record<EndpointName, Endpoint>>>
  /** For an authority (`host:port`) of a URL that the server hands out: where that is reached from here. */
  readonly connectTo: Readonly<Record<string, Endpoint>>
  /**
   * Addresses of services by capability: the room service, the upload service, a host for strangers, …
   * What a provider names here is a claim until discovery has asked.
   */
  readonly services: Readonly<Partial<Record<Capability, string>>>
  readonly capabilities: readonly Capability[]
  /** The authority that the server's certificates are verified against. Empty: the system's. */
  readonly trust: { readonly caPem: string }
  readonly software: {
    readonly name: string
    readonly version: string
    readonly database?: string
    /** Image reference and digest, where there is an image. */
    readonly image?: string
  }
  /** How packets travel from here to the server, in words for the report: `loopback`, `host network`, … */
  readonly path: string
  /** The server's log as a file that grows while the server runs. */
  readonly logFile?: string
}

/** How accounts are made on this target. Secrets inside: never written to a report. */
export type Provisioning =
  | {
      /** Rows written straight into Prosody's SQL storage: thousands a second. */
      readonly by: 'sql'
      readonly connectionString: string
      readonly hash: Readonly<Record<string, 'SHA-1' | 'SHA-256'>>
    }
  | { readonly by: 'adhoc'; readonly adminJid: string; readonly adminPassword: string }
  | { readonly by: 'registration' }
  | { readonly by: 'list'; readonly accounts: readonly { jid: string; password: string }[] }

/** What is needed to use the target and must never reach a report, a log or a process list. */
export interface TargetAccess {
  readonly provisioning: Provisioning
  readonly admin?: { readonly jid: string; readonly password: string }
  /** A bearer token of an administrator, where somebody gave one. */
  readonly adminToken?: string
  /** External components that the server accepts (XEP-0114); a connection may use each once at a time. */
  readonly components: readonly { readonly jid: string; readonly secret: string }[]
  /** The authority that the server trusts for other servers, and its key: peers are certified by it. */
  readonly peerAuthority?: { readonly caPem: string; readonly keyPem: string }
}

/** One reading of what the processes of the server, or of its database, use. */
export interface ProcessSample {
  /** CPU time since their start, in seconds, user and system together. */
  readonly cpuSeconds: number
  readonly rssBytes: number
  /** Absent where nobody tells. */
  readonly threads?: number
  /** Open files and sockets; absent where nobody tells. */
  readonly descriptors?: number
  /** Time since their start that they could have run but had no processor, in seconds; absent where nobody tells. */
  readonly waitSeconds?: number
}

/** One reading of both at the same time. */
export interface ResourceSample {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly server: ProcessSample
  readonly database?: ProcessSample
}

/** What the database has counted since its start. */
export interface DatabaseCounters {
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly transactions: number
  /** Time spent executing statements: a server that waits for each of them stands still that long. */
  readonly activeSeconds: number
  /** Sessions that wait for a lock at this moment. */
  readonly waiting: number
}

/** What the database has spent on one statement since its start. */
export interface StatementTime {
  /** With a sign in place of every value. */
  readonly statement: string
  readonly calls: number
  readonly totalMs: number
}

/** The same, with what it has stored outside of the database. */
export interface ServerUsage extends ResourceSample {
  /** Bytes of its files; absent where nobody can look. */
  readonly storedBytes?: number
}

/** Looks at a server from outside while it runs. */
export interface ServerWatch {
  sample(): Promise<ResourceSample>
  /**
   * Whether the server's first thread waits for work (epoll) at this moment: one that runs, or waits for its
   * database, does not. Costs little. Absent where nobody can look.
   */
  waitsForWork?(): Promise<boolean>
  /** Bytes of the server's own files, outside of the database. Costs a look at each. */
  storedBytes?(): Promise<number>
  /** Absent where the database does not tell. */
  counters?(): Promise<DatabaseCounters>
  statements?(): Promise<readonly StatementTime[]>
}

/** What can be done to a running server. A method is absent where the provider cannot do it. */
export interface TargetControl {
  /** Stops and starts the server in an orderly way; resolves when it answers again. */
  restart?(): Promise<void>
  /** Ends the server without warning (SIGKILL) and starts it again; resolves when it answers. */
  kill?(): Promise<void>
  /** Starts the server again as if so many seconds had passed; 0 is the time that it is. */
  setClock?(secondsAhead: number): Promise<void>
  /** Freezes the database: connections stay open, nothing answers. */
  pauseDatabase?(): Promise<void>
  resumeDatabase?(): Promise<void>
  restartDatabase?(): Promise<void>
}
