import { type Lie, liesAbout, rewrites } from '#lies'
import { answersWith, concerns, mishearsJson, pretends, restates, rewords } from './api-lies.ts'
import { adminApi } from './requirements.ts'

const info = { method: 'GET', path: /^\/server\/info$/ }
const metrics = { method: 'GET', path: /^\/server\/metrics$/ }
const announcement = { method: 'POST', path: /^\/server\/announcement$/ }
const update = { method: 'PUT', path: /^\/users\/[^/]+$/ }

type Announcement = { body: string; recipients: string[] }

/** Puts the password where a name belongs, so that it is logged. */
const takesThePasswordForAName: Lie = () => ({
  httpToServer: (request) => {
    if (!concerns(update)(request)) return undefined
    const { password } = JSON.parse(request.body.toString())
    const path = request.path.replace(/[^/]*$/, password)
    return { ...request, path, body: Buffer.from(JSON.stringify({ username: password, password })) }
  },
})

/** Delivers an announcement to whoever is connected. */
const delivers = (change: (body: string) => string) =>
  rewrites({ name: 'message' }, (message, link) => {
    const body = message.child('body')
    if (body === undefined) return undefined
    const changed = message.withChildren([body.withChildren([change(body.text())])])
    for (const other of link.all) if (other !== link) other.tellClient(changed)
    return [changed]
  })

export const lies = liesAbout(adminApi, {
  'server/tells-about-itself': {
    'has no name': rewords(info, ({ site_name: _, ...json }: { site_name: unknown }) => json),
    'numbers its versions': rewords(info, (json: object) => ({ ...json, version: 13 })),
    'keeps its version to itself': rewords(info, (json: object) => ({ ...json, version: '' })),
  },
  'server/gives-metrics': {
    'gives numbers as texts': rewords(metrics, (json: { memory: number }) => ({
      ...json,
      memory: `${json.memory} bytes`,
    })),
    'counts processor time from nowhere': rewords(metrics, (json: { cpu: { value: number } }) => ({
      ...json,
      cpu: { value: json.cpu.value },
    })),
    'counts half sessions': rewords(metrics, (json: object) => ({ ...json, c2s: 1.5 })),
  },
  'server/metrics-are-true': {
    'counts nobody': rewords(metrics, (json: object) => ({ ...json, c2s: 0 })),
    'counts memory in megabytes': rewords(metrics, (json: { memory: number }) => ({
      ...json,
      memory: Math.round(json.memory / 1_000_000),
    })),
    'counts processor time from the future': rewords(metrics, (json: object) => ({
      ...json,
      cpu: { value: 1, since: Date.now() },
    })),
    'has used no processor time': rewords(metrics, (json: object) => ({
      ...json,
      cpu: { value: 0, since: 0 },
    })),
  },
  'server/announces-to-a-list': {
    'accepts an announcement and forgets it': pretends(announcement, 201),
    'announces to the first of a list': mishearsJson(announcement, (json: Announcement) => ({
      ...json,
      recipients: json.recipients.slice(0, 1),
    })),
    'delivers an announcement to whoever is there': delivers((body) => body),
    'keeps the ASCII of a text': delivers((body) => body.replaceAll(/[^ -~\n]/g, '?')),
    'escapes a text twice': delivers((body) => body.replaceAll('<', '&lt;')),
    'says that it failed': answersWith(announcement, 500),
  },
  'server/announcement-has-the-described-status': {
    'says that all is well': restates(announcement, 200),
  },
  'server/announcement-needs-body-and-recipients': {
    'announces whatever it is given': pretends(announcement, 201),
    'fails over what is missing': answersWith(announcement, 500),
  },
  'server/records-who-changed-what': {
    'does it without a word': pretends({ method: 'PUT' }, 200),
    'deletes without a word': pretends({ method: 'DELETE' }, 200),
  },
  'server/records-no-secret': {
    'logs the password that it was given': takesThePasswordForAName,
  },
})
