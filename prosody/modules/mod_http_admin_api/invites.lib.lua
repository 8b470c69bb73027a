local array = require "prosody.util.array"
local json = require "prosody.util.json"
local usermanager = require "prosody.core.usermanager"
local refuse = refusal.refuse

local groups = module:depends "groups_internal"
local invites = module:depends "invites"
local host = module.host

local until_revoked = 100 * 365 * 24 * 3600 -- seconds: Prosody knows no invite that never ends

local function invite(found)
	local data = found.additional_data or {}
	return {
		id = found.token;
		token = found.token;
		type = found.type;
		reusable = found.reusable == true;
		inviter = found.inviter or json.null;
		jid = found.jid;
		uri = found.uri;
		landing_page = found.landing_page or json.null;
		note = data.note or json.null;
		created_at = found.created_at;
		expires = found.expires;
		groups = array(data.groups or {});
		roles = array(data.roles or {});
		source = data.source or json.null;
		reset = data.allow_reset ~= nil;
	}
end

-- Whoever knows an invite can become what it makes: it is not there for those who may not make it.
local function reaches_above(session, found)
	local data = found.additional_data or {}
	local roles = array {}
	for _, name in ipairs(data.roles or {}) do roles:push(usermanager.get_all_roles(host)[name]) end
	roles:push(data.allow_reset and usermanager.get_user_role(data.allow_reset, host) or nil)
	for _, role in ipairs(roles) do
		if role.priority > session.role.priority then return true end
	end
	return false
end

local function find(request, token)
	local found = invites.get_account_invite_info(input.identifier(token, "invite"))
	if not found or reaches_above(request.actor, found) then
		refuse(404, "not-found", "There is no such invite, or not any more")
	end
	return found
end

local function list(request)
	local found = array {}
	for _, pending in invites.pending_account_invites() do
		if not reaches_above(request.actor, pending) then found:push(invite(pending)) end
	end
	return 200, found:sort(function(left, right)
		if left.created_at ~= right.created_at then return left.created_at < right.created_at end
		return left.id < right.id
	end)
end

local function get(request, token)
	return 200, invite(find(request, token))
end

local function delete(request, token)
	local found = find(request, token)
	if not invites.delete_account_invite(found.token) then error("the storage refused") end
	actor.audit(request.actor, "deleted", "invite to", found.jid)
	return 204
end

---- Creating ----

local function options(request, fields)
	local wanted = input.read(input.body(request) or {}, fields)
	for _, role in ipairs(wanted.roles or {}) do
		actor.must_outrank(request.actor, actor.known_role(role), "grant " .. role)
	end
	for _, group in ipairs(wanted.groups or {}) do
		if not groups.exists(group) then refuse(400, "unknown-group", "There is no group %s", json.encode(group)) end
	end
	return wanted
end

local function data_of(request, wanted)
	return {
		groups = wanted.groups; roles = wanted.roles; note = wanted.note;
		source = "admin_api/" .. request.actor.username;
	}
end

local function created(request, made, err)
	if not made then error(err) end
	actor.audit(request.actor, "created", made.reusable and "reusable invite to" or "invite to", made.jid)
	return 200, invite(made)
end

local kinds = {}

function kinds.account(request)
	local wanted = options(request, {
		username = "username"; ttl = "seconds"; groups = "texts"; roles = "texts"; note = "message";
	})
	if wanted.username and usermanager.user_exists(wanted.username, host) then
		refuse(409, "user-exists", "There is a user %s already", json.encode(wanted.username))
	end
	return created(request, invites.create_account(wanted.username, data_of(request, wanted), wanted.ttl))
end

function kinds.group(request)
	local wanted = options(request, {
		ttl = "seconds"; groups = "texts"; group_options = "object"; roles = "texts"; note = "message";
	})
	if not wanted.groups or not wanted.groups[1] then
		local template = input.read(wanted.group_options or {}, { name = "name"; create_muc = "boolean" })
		wanted.groups = { assert(groups.create({ name = template.name }, template.create_muc)) }
		actor.audit(request.actor, "created", "group", wanted.groups[1])
	end
	local data = data_of(request, wanted)
	return created(request, invites.create_group(wanted.groups, data, wanted.ttl or until_revoked))
end

function kinds.reset(request)
	local wanted = input.required(options(request, { username = "username"; ttl = "seconds" }), "username")
	users.must_exist(wanted.username)
	actor.must_outrank(request.actor, usermanager.get_user_role(wanted.username, host), "reset this account")
	local data = data_of(request, wanted)
	data.allow_reset = wanted.username
	return created(request, invites.create_account(wanted.username, data, wanted.ttl or 24 * 3600))
end

local function create(request, kind)
	if not kinds[kind] then refuse(404, "not-found", "There is no such kind of invite") end
	return kinds[kind](request)
end

return { create = create; delete = delete; get = get; list = list }
