-- Groups of users. Its members are in each other's contact list, and a group may have a room.
--
-- Offers to other modules, on the host:
--   create(info, with_room) → id             get_info(id) → { name, muc_jid }       set_info(id, changes)
--   delete(id)                               exists(id)                             groups() → iterator of ids
--   add_member(id, username)                 remove_member(id, username)            get_members(id) → set
--   get_user_groups(username) → ids          get_all_memberships() → username → ids

local array = require "prosody.util.array"
local id = require "prosody.util.id"
local it = require "prosody.util.iterators"
local jid_join = require "prosody.util.jid".join
local rostermanager = require "prosody.core.rostermanager"
local usermanager = require "prosody.core.usermanager"

local presence = module:depends "presence"
local host = module.host
local rooms_host = module:get_option_string("groups_muc_host")

local infos = module:open_store "group_info"
local members = module:open_store("groups", "keyval+")

---- Contacts ----

-- username sees from now on when other is there.
local function subscribe(username, other)
	local own, others = jid_join(username, host), jid_join(other, host)
	if rostermanager.is_user_subscribed(username, host, others) then return end
	rostermanager.set_contact_pending_out(username, host, others)
	rostermanager.set_contact_pending_in(other, host, own)
	rostermanager.subscribed(other, host, own)
	rostermanager.process_inbound_subscription_approval(username, host, others)
	rostermanager.roster_push(username, host, others)
	rostermanager.roster_push(other, host, own)
	presence.send_presence_of_available_resources(other, host, own)
end

local function befriend(username, other)
	subscribe(username, other)
	subscribe(other, username)
end

---- Rooms ----

local function rooms()
	local component = rooms_host and prosody.hosts[rooms_host]
	return component and component.modules.muc
end

local function room_of(group_id)
	local info, service = infos:get(group_id), rooms()
	return info and info.muc_jid and service and service.get_room_from_jid(info.muc_jid)
end

local function create_room(name)
	local service = rooms()
	if not service then return nil end
	local room_jid = jid_join(id.short():lower(), rooms_host)
	local room = service.create_room(room_jid)
	if not room then return nil end
	room:set_public(false)
	room:set_persistent(true)
	room:set_members_only(true)
	room:set_allow_member_invites(false)
	room:set_moderated(false)
	room:set_whois("anyone")
	if name then room:set_name(name) end
	room:save(true)
	return room_jid
end

local function set_affiliation(group_id, username, affiliation)
	local room = room_of(group_id)
	if room then room:set_affiliation(true, jid_join(username, host), affiliation) end
end

---- Groups ----

function exists(group_id)
	return infos:get(group_id) ~= nil
end

function groups()
	return infos:users()
end

function get_info(group_id)
	return infos:get(group_id)
end

function set_info(group_id, changes)
	local info = infos:get(group_id)
	if not info then return nil, "group-not-found" end
	for key, value in pairs(changes) do info[key] = value end
	local room = changes.name and room_of(group_id)
	if room then
		room:set_name(changes.name)
		room:save(true)
	end
	return infos:set(group_id, info)
end

function create(info, with_room)
	local group_id = id.short()
	local ok, err = infos:set(group_id, {
		created = os.time();
		name = info.name;
		muc_jid = with_room and create_room(info.name) or nil;
	})
	if not ok then return nil, err end
	module:fire_event("group-created", { id = group_id; group_info = infos:get(group_id) })
	return group_id
end

function delete(group_id)
	local room = room_of(group_id)
	if room then room:destroy() end
	local ok, err = infos:set(group_id, nil)
	if not ok then return nil, err end
	ok, err = members:set(group_id, nil)
	if not ok then return nil, err end
	module:fire_event("group-deleted", { id = group_id })
	return true
end

function get_members(group_id)
	return members:get(group_id) or {}
end

function add_member(group_id, username)
	if not exists(group_id) then return nil, "group-not-found" end
	if not usermanager.user_exists(username, host) then return nil, "user-not-found" end
	for other in pairs(get_members(group_id)) do
		if other ~= username then befriend(username, other) end
	end
	local ok, err = members:set_key(group_id, username, true)
	if not ok then return nil, err end
	set_affiliation(group_id, username, "member")
	module:fire_event("group-user-added", { id = group_id; user = username; host = host })
	return true
end

function remove_member(group_id, username)
	local ok, err = members:set_key(group_id, username, nil)
	if not ok then return nil, err end
	set_affiliation(group_id, username, nil)
	module:fire_event("group-user-removed", { id = group_id; user = username; host = host })
	return true
end

function get_user_groups(username)
	return array(it.keys(members:get_key_from_all(username) or {}))
end

function get_all_memberships()
	local memberships = {}
	for group_id in groups() do
		for username in pairs(get_members(group_id)) do
			memberships[username] = memberships[username] or array {}
			memberships[username]:push(group_id)
		end
	end
	return memberships
end

---- Accounts that come and go ----

module:hook("user-registered", function(event)
	local invite = event.validated_invite or event.session and event.session.validated_invite
	for _, group_id in ipairs(invite and invite.additional_data and invite.additional_data.groups or {}) do
		local ok, err = add_member(group_id, event.username)
		if not ok then module:log("warn", "%s was not added to group %s: %s", event.username, group_id, err) end
	end
end)

module:hook_global("user-deleted", function(event)
	if event.host ~= host then return end
	for _, group_id in ipairs(get_user_groups(event.username)) do remove_member(group_id, event.username) end
end)
