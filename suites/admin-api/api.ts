import type { z } from 'zod'
import { type Client, expect, type HttpResponse, jsonOf, jsonRequest, type Stage } from '#conformance'
import { Group, type Invite, Invite as InviteSchema } from './schemas.ts'

export interface Answer extends HttpResponse {
  /** What was asked, for messages: `PUT /users/romeo`. */
  readonly asked: string
  /** The body read as JSON; undefined where it is none. */
  readonly json: unknown
}

interface Extras {
  readonly body?: Uint8Array
  readonly headers?: Readonly<Record<string, string>>
  readonly patience?: number
}

/** The API as the holder of a token sees it; as everybody sees it without one. Paths begin after `/admin_api`. */
export class Api {
  private readonly stage: Stage
  readonly token: string | undefined

  constructor(stage: Stage, token?: string) {
    this.stage = stage
    this.token = token
  }

  async ask(method: string, path: string, json?: unknown, extras: Extras = {}): Promise<Answer> {
    const request = jsonRequest({
      method,
      url: `${this.stage.adminApi.url}${path}`,
      token: this.token,
      json,
      ...extras,
    })
    const answer = await this.stage.http(request)
    return { ...answer, asked: `${method} ${path}`, json: jsonOf(answer) }
  }

  get = (path: string) => this.ask('GET', path)
  put = (path: string, json?: unknown) => this.ask('PUT', path, json)
  post = (path: string, json?: unknown) => this.ask('POST', path, json)
  patch = (path: string, json?: unknown) => this.ask('PATCH', path, json)
  delete = (path: string) => this.ask('DELETE', path)
}

/** The API as an administrator sees it. */
export async function administrator(stage: Stage): Promise<Api> {
  return new Api(stage, await stage.adminApi.adminToken())
}

/** What the body says, which must be JSON as the schema has it, in an answer of that status. */
export function read<Schema extends z.ZodType>(
  answer: Answer,
  schema: Schema,
  status: number | readonly number[] = 200,
): z.output<Schema> {
  expect([status].flat(), `the status of ${answer.asked}`).toContain(answer.status)
  expect(answer.headers['content-type'] ?? '', `the type of ${answer.asked}`).toMatch(/^application\/json\b/i)
  const read = schema.safeParse(answer.json)
  const departures = read.error?.issues.map(
    ({ path, message }) => `${path.join('.') || 'the body'}: ${message}`,
  )
  expect(departures ?? [], `what departs from the description in ${excerpt(answer)}`).toEqual([])
  return read.data as z.output<Schema>
}

/** The call was accepted: one of 200 to 299. */
export function succeeded(answer: Answer): void {
  expect(Math.floor(answer.status / 100), `the status class of ${answer.asked}, ${answer.status}`).toBe(2)
}

/** The call was refused as the caller's mistake: one of 400 to 499, or one of those given. */
export function refused(answer: Answer, ...statuses: readonly number[]): void {
  if (statuses.length > 0) expect(statuses, `the status of ${answer.asked}`).toContain(answer.status)
  else
    expect(Math.floor(answer.status / 100), `the status class of ${answer.asked}, ${answer.status}`).toBe(4)
}

/**
 * A read of what was deleted, used up or never made gives nothing: 404, or where the server has no `admin-api-statuses`,
 * the 500 that it refuses everything with.
 */
export function notGiven({ target }: Stage, answer: Answer): void {
  refused(answer, 404, ...(target.capabilities.includes('admin-api-statuses') ? [] : [500]))
}

function excerpt({ asked, body }: Answer): string {
  const text = body.toString()
  return `${asked}: ${text.length > 400 ? `${text.slice(0, 400)}…` : text}`
}

/** A fault of the server is judged by the status that a caller sees; what it logs of it is not held against it again. */
export function mayFail({ serverMayLog }: Pick<Stage, 'serverMayLog'>): void {
  serverMayLog(/Traceback\[httpserver\]|http_admin_api/)
}

/** A group that exists until the verification is over. */
export async function createGroup(stage: Stage, admin: Api, name: string): Promise<Group> {
  const group = read(await admin.post('/groups', { name }), Group, [200, 201])
  stage.cleanUp(async () => void (await admin.delete(`/groups/${group.id}`)))
  return group
}

/** An invitation that exists until the verification is over, if it is not used before. */
export async function createInvite(
  stage: Stage,
  admin: Api,
  kind: 'account' | 'group' | 'reset',
  options?: Readonly<Record<string, unknown>>,
): Promise<Invite> {
  const invite = read(await admin.post(`/invites/${kind}`, options), InviteSchema, [200, 201])
  stage.cleanUp(async () => void (await admin.delete(`/invites/${invite.id}`)))
  return invite
}

/** The path of an account. */
export function pathOf({ localpart }: Pick<Client, 'localpart'>): string {
  return `/users/${encodeURIComponent(localpart)}`
}
