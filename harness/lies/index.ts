/**
 * Proof that each verification can fail: a proxy before a real server that breaks one rule at a time.
 *
 * Suites declare in `*.lies.ts` how a server would break each requirement; nothing here judges.
 */
export { Element, NS } from '../core/element.ts'
export { HANDSHAKE } from '../wire/tls-records.ts'
export { xml } from '../wire/xml.ts'
export {
  type Amend,
  type AmendsByRequirement,
  amendsFor,
  type Hooks,
  type HttpAnswer,
  type HttpExchange,
  type Instead,
  type Lie,
  type Lies,
  type Link,
  liesAbout,
  mishears,
  type Part,
  rewrites,
  withholds,
} from './lie.ts'
export { type LyingServer, type ProxyCredentials, startLyingServer } from './lying-server.ts'
export { carriesOn, closeStream, closesWith, hangsUp, misstatesError } from './stream-errors.ts'
