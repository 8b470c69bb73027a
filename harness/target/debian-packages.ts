/**
 * Fetches Debian packages and unpacks them into a folder, as an ordinary user and without touching the
 * system: apt runs on state of its own, verifies the archive's signatures with the keys that the machine
 * keeps, and installs nothing.
 */
import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { CannotRunError } from '../core/errors.ts'
import { isDiskFull, needRoom } from './cache.ts'
import { CommandFailed, findCommand, missingCommand, run, withHarness } from './command.ts'
import type { Progress } from './provider.ts'

/** Debian's release that has the packages; a machine of an older one can run them all the same. */
const RELEASE = 'trixie'

const KEYRINGS = ['gpg', 'pgp'].map((type) => `/usr/share/keyrings/debian-archive-keyring.${type}`)

/** What the lists, the downloads and the unpacked packages take at most. */
const ROOM_MEGABYTES = 300

/** Longer than apt waits for a mirror that says nothing. */
const SILENCE_MS = 180_000

/** Which packages, from where. */
export interface PackageRequest {
  /** What to fetch; dependencies come along, recommendations do not. */
  readonly packages: readonly string[]
  /** Preferences of apt (apt_preferences(5)) that choose between versions. */
  readonly preferences: string
}

/**
 * Fetches packages with all that they depend on, and unpacks them.
 *
 * @param downloads keeps what was downloaded when the fetch is interrupted: the next one goes on from there
 * @param into an empty folder; gets `usr`, `etc`, …
 * @throws CannotRunError with one sentence that says what to do
 */
export async function fetchDebianPackages(
  request: PackageRequest,
  downloads: string,
  into: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  for (const command of ['apt-get', 'apt-config', 'dpkg-deb', 'setpriv']) {
    if ((await findCommand(command)) === undefined) throw missingCommand(command)
  }
  await needRoom(dirname(downloads), ROOM_MEGABYTES)
  const apt = await privateApt(downloads, request, await debianMirror(), await debianKeyring())
  try {
    progress('reading the list of packages')
    await run(withHarness('apt-get', ['update']), { env: apt, signal, silence: SILENCE_MS })
    const install = ['install', '--download-only', '--yes', '--no-install-recommends', ...request.packages]
    await run(withHarness('apt-get', install), {
      env: apt,
      signal,
      silence: SILENCE_MS,
      onLine: (line) => {
        const percent = /^dlstatus:[^:]*:([\d.]+):/.exec(line)?.[1]
        if (percent !== undefined) progress('fetching packages', Number(percent) / 100)
      },
    })
  } catch (error) {
    throw explained(error)
  }
  const archives = join(downloads, 'archives')
  const files = (await readdir(archives)).filter((file) => file.endsWith('.deb'))
  for (const [index, file] of files.entries()) {
    progress('unpacking packages', index / files.length)
    await run(withHarness('dpkg-deb', ['--extract', join(archives, file), into]), { signal })
  }
  await rm(downloads, { recursive: true })
}

/** The environment in which apt knows only our folder, sources and packages; proxies stay the machine's. */
async function privateApt(
  folder: string,
  request: PackageRequest,
  mirror: string,
  keyring: string,
): Promise<NodeJS.ProcessEnv> {
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true })
  await mkdir(join(folder, 'archives', 'partial'), { recursive: true })
  const files = {
    status: '',
    'sources.list': [RELEASE, `${RELEASE}-backports`]
      .map((suite) => `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`)
      .join(''),
    preferences: request.preferences,
    'apt.conf': [
      ...(await machineAcquireSettings()),
      `Dir::State "${folder}";`,
      `Dir::State::lists "lists/";`,
      `Dir::State::status "${folder}/status";`,
      `Dir::Cache "${folder}";`,
      `Dir::Cache::archives "archives/";`,
      `Dir::Etc::main "/dev/null";`,
      `Dir::Etc::parts "/dev/null";`,
      `Dir::Etc::sourcelist "${folder}/sources.list";`,
      `Dir::Etc::sourceparts "/dev/null";`,
      `Dir::Etc::preferences "${folder}/preferences";`,
      `Dir::Etc::preferencesparts "/dev/null";`,
      'Acquire::Languages "none";',
      // The user that apt downloads as under root cannot enter a cache in root's home.
      'APT::Sandbox::User "root";',
      'APT::Update::Error-Mode "any";',
      'APT::Status-Fd "1";',
      '',
    ].join('\n'),
  }
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content)
  return { ...process.env, APT_CONFIG: join(folder, 'apt.conf'), LC_ALL: 'C.UTF-8' }
}

/** How this machine reaches its mirrors: proxies, certificates, time limits. Never its hooks. */
async function machineAcquireSettings(): Promise<string[]> {
  const dump = await run(withHarness('apt-config', ['dump']))
  return dump.split('\n').filter((line) => /^Acquire::(?!IndexTargets|Languages|Changelogs|cdrom)/.test(line))
}

/** The mirror to fetch from: the user's choice, or the one that this machine updates itself from. */
export async function debianMirror(): Promise<string> {
  const chosen = process.env['TOUCHSTONE_DEBIAN_MIRROR']
  if (chosen) return chosen
  const release = await readFile('/etc/os-release', 'utf8')
  const isDebian = /^ID="?debian"?$/m.test(release)
  const codename = /^VERSION_CODENAME="?([\w-]+)"?$/m.exec(release)?.[1]
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)'
  const targets = await run(
    withHarness('apt-get', ['indextargets', '--no-release-info', '--format', format, 'Created-By: Packages']),
  )
  const sources = targets
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , component]) => component === 'main')
  // Others serve suites of the same name, but only Debian's own mirrors have its updates too.
  const has = (uri: string | undefined, suite: string) =>
    sources.some((source) => source[0] === uri && source[1] === suite)
  const mirrors = sources
    .filter(([, suite]) => suite === codename || suite === RELEASE || suite === 'stable')
    .map(([uri]) => uri)
  const mirror = mirrors.find((uri) => has(uri, `${codename}-updates`)) ?? mirrors[0]
  if (isDebian && mirror !== undefined) return mirror
  throw new CannotRunError(
    'apt on this machine names no mirror of Debian: set TOUCHSTONE_DEBIAN_MIRROR to the address of one.',
  )
}

/** The keys that Debian's archive is verified with. */
async function debianKeyring(): Promise<string> {
  for (const keyring of KEYRINGS) {
    const found = await access(keyring).then(
      () => true,
      () => false,
    )
    if (found) return keyring
  }
  throw new CannotRunError(
    'The keys that Debian signs its packages with are not on this machine: install the package debian-archive-keyring.',
  )
}

/** apt's complaint in one sentence. A full disk is the cache's to explain. */
function explained(error: unknown): unknown {
  if (!(error instanceof CommandFailed) || isDiskFull(error)) return error
  if (/NO_PUBKEY|EXPKEYSIG|Missing key/.test(error.output)) {
    return new CannotRunError(
      `The keys of Debian on this machine do not verify ${RELEASE}: install a newer package debian-archive-keyring.`,
      { cause: error },
    )
  }
  const complaint = /^[EW]: (.*)$/m.exec(error.output)?.[1] ?? error.message
  return new CannotRunError(
    `Debian's packages cannot be fetched (${complaint}): check the network, or set TOUCHSTONE_DEBIAN_MIRROR to a mirror that answers.`,
    { cause: error },
  )
}
