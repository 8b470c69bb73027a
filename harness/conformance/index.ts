/**
 * The one import of a suite: requirements become tests, elements are written as XML, and what is heard
 * is judged. It starts no server and writes no file.
 */
import '../match/chai.ts'

export { expect } from 'vitest'
export { defineSpec, type RequirementId } from '../catalogue/index.ts'
export { Element, NS } from '../core/element.ts'
export { saslErrorConditions, streamErrorConditions } from '../core/error-conditions.ts'
export { InconclusiveError } from '../core/errors.ts'
export { bareJid, parseJid } from '../core/jid.ts'
export type { Cell } from '../core/run-result.ts'
export type { HttpResponse } from '../http/exchange.ts'
export { jsonOf, jsonRequest } from '../http/json.ts'
export type { Pattern } from '../match/pattern.ts'
export { stanzaError, streamErrorCondition } from '../match/stanza-error.ts'
export { Client } from '../session/client.ts'
export {
  authenticate,
  base64,
  bindResource,
  fromBase64,
  mechanismsOf,
  openStream,
  prepare,
} from '../session/negotiate.ts'
export type { Peer } from '../session/peer.ts'
export {
  external,
  openBetweenServers,
  type PeerServer,
  type PeerServerOptions,
  secureBetweenServers,
  startTlsBetweenServers,
} from '../session/peer-server.ts'
export { type Room, statusCodes } from '../session/room.ts'
export type { Session } from '../session/session.ts'
export { type Slot, slotIn, slotRequest, UPLOAD } from '../session/slot.ts'
export { componentDigest } from '../wire/component-digest.ts'
export * as scram from '../wire/scram.ts'
export type { WireStream } from '../wire/stream.ts'
export {
  clientHello,
  extensionsOf,
  isSsl2ServerHello,
  RENEGOTIATION_INFO,
  ssl2ClientHello,
} from '../wire/tls-hello.ts'
export { ALERT, listening, RECORD_TYPES, recordTypes } from '../wire/tls-records.ts'
export { readElement, xml } from '../wire/xml.ts'
export { type Random, randomFrom } from './seed.ts'
export type { Stage } from './stage.ts'
export { conformance } from './verify.ts'
