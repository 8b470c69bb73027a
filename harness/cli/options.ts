/** Every option and environment variable, in one table: `--help` and docs/configuration.md are made from it. */

export interface Setting {
  /** As commander reads it: `--image <reference>`; absent for a variable of the environment alone. */
  readonly flag?: string
  readonly variable?: string
  readonly says: string
  readonly default?: string
}

export const settings = {
  image: {
    flag: '--image <reference>',
    says: 'judge this image instead of the reference server (needs a container engine)',
  },
  embedded: { flag: '--embedded', says: 'run the server as ordinary processes, without a container engine' },
  target: {
    flag: '--target <domain[:port]>',
    says: 'judge a server that someone else runs; accounts by TOUCHSTONE_ACCOUNTS, TOUCHSTONE_ADMIN or registration',
  },
  profile: {
    flag: '--profile <name>',
    says: 'what is promised and how hard it is pushed: developer, gate, release, or a .json file',
    default: 'developer',
  },
  reports: { flag: '--reports <folder>', says: 'where the reports are written', default: 'reports/latest' },
  seed: {
    flag: '--seed <number>',
    says: 'repeat what an earlier run drew by chance; a failure that depends on it prints it',
    default: 'chosen anew for each run',
  },
  only: { flag: '--only <part>', says: 'conformance or load alone' },
  loadTarget: {
    flag: '--load-target <host>',
    says: 'allows load to leave this machine: must name the very host of the target',
  },
  findCapacity: {
    flag: '--find-capacity <scenario>',
    says: 'search for the highest rate at which the scenario keeps its objective, with the limits of the server off',
  },
  slo: {
    flag: '--slo <objective>',
    says: 'what is to be kept: "p99 < 250 ms, lost = 0"',
    default: "the scenario's own thresholds",
  },
  cache: {
    variable: 'TOUCHSTONE_CACHE',
    says: 'folder for downloaded server packages',
    default: "the user's cache folder",
  },
  mirror: {
    variable: 'TOUCHSTONE_DEBIAN_MIRROR',
    says: 'address of a Debian mirror',
    default: "the machine's own apt configuration",
  },
  accounts: {
    variable: 'TOUCHSTONE_ACCOUNTS',
    says: 'JSON file with accounts of an external target: [{ "jid", "password" }]',
  },
  admin: { variable: 'TOUCHSTONE_ADMIN', says: 'JID of an administrator of an external target (XEP-0133)' },
  adminPassword: { variable: 'TOUCHSTONE_ADMIN_PASSWORD', says: "that administrator's password" },
  adminToken: {
    variable: 'TOUCHSTONE_ADMIN_TOKEN',
    says: 'bearer token of an administrator of an external target, for its administration API at /admin_api',
  },
  httpsPort: {
    variable: 'TOUCHSTONE_HTTPS_PORT',
    says: 'port on which an external target answers over HTTPS for its domain',
    default: '443',
  },
  caFile: {
    variable: 'TOUCHSTONE_CA_FILE',
    says: "PEM file of the authority that signed an external target's certificate",
    default: "the system's authorities",
  },
  engine: { variable: 'DOCKER_HOST', says: 'address of the container engine', default: 'the usual sockets' },
  prosodyImage: {
    variable: 'TOUCHSTONE_PROSODY_IMAGE',
    says: 'image of the server in compose.test.yaml; --image goes before it',
    default: 'built from prosody/Containerfile',
  },
  baseImage: {
    variable: 'TOUCHSTONE_BASE_IMAGE',
    says: 'image that the reference server is built on',
    default: 'debian:trixie-slim',
  },
  postgresImage: {
    variable: 'TOUCHSTONE_POSTGRES_IMAGE',
    says: 'image of the database',
    default: 'postgres:16-alpine',
  },
  requireContainers: {
    variable: 'TOUCHSTONE_REQUIRE_CONTAINERS',
    says: 'set to 1, tests that need a container engine fail where none answers, instead of being left out',
  },
  requireBrowser: {
    variable: 'TOUCHSTONE_REQUIRE_BROWSER',
    says: 'set to 1, tests that need Chromium fail where it is not installed, instead of being left out',
  },
} as const satisfies Readonly<Record<string, Setting>>
