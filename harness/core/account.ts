/** An account that exists on the target for as long as one verification or one scenario. */
export interface Account {
  readonly localpart: string
  readonly domain: string
  /** `localpart@domain`. */
  readonly bareJid: string
  readonly password: string
}

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
}
