/** An account that exists on the target for as long as one verification or one scenario. */
export interface Account {
  readonly localpart: string
  readonly domain: string
  /** `localpart@domain`. */
  readonly bareJid: string
  readonly password: string
}

/** What a bearer token lets its holder be, and for how long. */
export interface TokenGrant {
  /** Name of a role: `prosody:registered`, `prosody:admin`, … A token is worth something only while its account has it. */
  readonly role: string
  /** Seconds from now; a negative one makes a token that has expired. */
  readonly lifetime: number
}

/** Makes bearer tokens of accounts, without asking the server. */
export interface TokenIssuer {
  /** Makes this the account's first role. Sessions and tokens that it has already are not touched. */
  assign(account: AccountName, role: string): Promise<void>
  issue(account: AccountName, grant: TokenGrant): Promise<string>
  /** Takes a token back. Unknown tokens are no error. */
  revoke(token: string): Promise<void>
}

type AccountName = Pick<Account, 'localpart' | 'domain'>

/** Makes accounts and takes them away again. */
export interface Provisioner {
  /**
   * Creates one account for each localpart. The localparts must not be in use.
   * @param domain a virtual host of the target
   */
  create(localparts: readonly string[], domain: string): Promise<Account[]>
  /** Removes accounts and all that the server kept for them. Unknown accounts are no error. */
  remove(accounts: readonly Account[]): Promise<void>
  /** Frees what the provisioner holds: connections, sessions. */
  close(): Promise<void>
  /** Absent where nobody here can make tokens. */
  readonly tokens?: TokenIssuer
}
