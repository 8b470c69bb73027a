/**
 * What answers look like by the description. It requires no property and forbids none, so that one may be missing,
 * where it is not what names the thing, and more may be there; a property that is there has the type it names.
 */
import { z } from 'zod'

/** Servers in Lua know no difference between an empty list and an empty object: where it is not the question, both do. */
const listOf = <Item extends z.ZodType>(item: Item) =>
  z.union([z.array(item), z.strictObject({}).transform((): z.output<Item>[] => [])])

const seconds = z.int().nonnegative()
const text = z.string()

export const User = z.looseObject({
  username: text,
  display_name: text.nullish(),
  role: text.nullish(),
  secondary_roles: listOf(text).optional(),
  roles: listOf(text).optional(),
  email: text.nullish(),
  phone: text.nullish(),
  groups: listOf(text).optional(),
})
export const UserList = z.array(User)

export const GroupIds = listOf(text)

export const Invite = z.looseObject({
  id: text.min(1),
  type: text.optional(),
  reusable: z.boolean().optional(),
  inviter: text.nullish(),
  jid: text.optional(),
  token: text.optional(),
  uri: text.optional(),
  landing_page: text.nullish(),
  note: text.nullish(),
  created_at: seconds.optional(),
  expires: seconds.optional(),
  groups: listOf(text).optional(),
  roles: listOf(text).optional(),
  source: text.optional(),
  reset: z.boolean().optional(),
})
export type Invite = z.infer<typeof Invite>
export const InviteList = z.array(Invite)

export const Group = z.looseObject({
  id: text.min(1),
  name: text.optional(),
  muc_jid: text.nullish(),
})
export type Group = z.infer<typeof Group>
export const GroupList = z.array(Group)

const flag = z.boolean().optional()

const DebugSession = z.looseObject({
  full_jid: text.optional(),
  ip: text.nullish(),
  since: seconds.optional(),
  status: z.looseObject({ connected: flag, hibernating: flag, active: z.boolean().nullish() }).optional(),
  features: z
    .looseObject({
      encrypted: flag,
      carbons: flag,
      acks: flag,
      resumption: flag,
      mobile_optimization: flag,
      push_notifications: flag,
      history: flag,
    })
    .optional(),
  queues: z.looseObject({ held_stanzas: z.int().nullish(), awaiting_acks: z.int().nullish() }).optional(),
  push_info: z.looseObject({ id: text.optional(), wakeup_push_sent: seconds.nullish() }).nullish(),
})

const PushRegistration = z.looseObject({
  since: seconds.optional(),
  service: text.optional(),
  node: text.optional(),
  error_count: z.number().optional(),
})

export const UserDebugInfo = z.looseObject({
  sessions: listOf(DebugSession).optional(),
  // The description calls it an object by registration, and lists the properties of one registration.
  push_registrations: z
    .union([listOf(z.unknown()), PushRegistration, z.record(text, PushRegistration)])
    .optional(),
  omemo: z
    .looseObject({
      status: z.looseObject({ valid: flag, config_valid: flag }).optional(),
      devices: listOf(z.looseObject({ id: z.int().nullish(), have_bundle: flag, valid: flag })).optional(),
    })
    .optional(),
})

export const ServerInfo = z.looseObject({ site_name: text.optional(), version: text.optional() })

export const ServerMetrics = z.looseObject({
  memory: z.int().nonnegative().optional(),
  cpu: z.looseObject({ value: z.number().nonnegative(), since: z.number().nonnegative() }).optional(),
  c2s: z.int().nonnegative().optional(),
  uploads: z.int().nonnegative().optional(),
})
