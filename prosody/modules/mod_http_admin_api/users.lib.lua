local array = require "prosody.util.array"
local it = require "prosody.util.iterators"
local jid_split = require "prosody.util.jid".split
local json = require "prosody.util.json"
local usermanager = require "prosody.core.usermanager"
local refuse = refusal.refuse

local account_activity = module:depends "account_activity"
local groups = module:depends "groups_internal"
local accounts = module:open_store("accounts", "map")
local account_roles = module:open_store("account_roles", "map")
local activity = module:open_store("account_activity", "map")
local host = module.host
local default_role = module:get_option_string("default_user_role", "prosody:registered")
local configured_admins = module:get_option_inherited_set("admins", {})
	+ module:context("*"):get_option_set("admins", {})

---- Reading ----

local function names_of(roles)
	return array(it.keys(roles)):sort()
end

local function user(username, facts)
	local roles = array { facts.role }
	roles:append(facts.secondary_roles)
	return {
		username = username;
		display_name = facts.display_name or json.null;
		role = facts.role or json.null;
		secondary_roles = facts.secondary_roles;
		roles = roles;
		enabled = facts.enabled;
		groups = facts.groups;
		last_active = facts.last_active or json.null;
	}
end

local function must_exist(username)
	if not usermanager.user_exists(username, host) then
		refuse(404, "not-found", "There is no user %s", json.encode(username))
	end
	return username
end

local function read(username)
	local role = usermanager.get_user_role(username, host)
	return user(username, {
		display_name = display_names.get(username);
		role = role and role.name;
		secondary_roles = names_of(usermanager.get_user_secondary_roles(username, host) or {});
		enabled = usermanager.user_is_enabled(username, host) ~= false;
		groups = array(groups.get_user_groups(username)):sort();
		last_active = account_activity.get_last_active(username);
	})
end

local function get(_, name)
	return 200, read(must_exist(input.username(name)))
end

-- One query for each kind of fact, not one for each user
local function list()
	local shown, disabled, primary = display_names.all(), accounts:get_all("disabled") or {},
		account_roles:get_all("_default") or {}
	local last_active, memberships = activity:get_all("timestamp") or {}, groups.get_all_memberships()
	local secondary = {}
	for role in it.sorted_pairs(usermanager.get_all_roles(host)) do
		for username in pairs(account_roles:get_all(role) or {}) do
			secondary[username] = secondary[username] or array {}
			secondary[username]:push(role)
		end
	end
	for admin in configured_admins do
		local username, domain = jid_split(admin)
		local role = domain == host and usermanager.get_user_role(username, host)
		if role then primary[username] = role.name end
	end

	local online, now = prosody.hosts[host].sessions, os.time()
	local users = array {}
	for username in usermanager.users(host) do
		users:push(user(username, {
			display_name = shown[username];
			role = primary[username] or default_role;
			secondary_roles = secondary[username] or array {};
			enabled = not disabled[username];
			groups = memberships[username] or array {};
			last_active = online[username] and now or last_active[username];
		}))
	end
	return 200, users:sort(function(left, right) return left.username < right.username end)
end

local function list_groups(_, name)
	return 200, array(groups.get_user_groups(must_exist(input.username(name)))):sort()
end

---- Writing ----

local fields = {
	username = "username"; password = "password"; display_name = "text"; role = "text"; enabled = "boolean";
	secondary_roles = "texts"; roles = "texts";
}

-- What is asked for, checked as a whole before anything is changed
local function wishes(request, username)
	local body = input.body(request) or refuse(400, "missing", "The body is missing")
	local wanted = input.read(body, fields)
	if wanted.username and wanted.username ~= username then
		refuse(400, "other-user", "The body names another user than the path")
	end
	wanted.no_display_name = body.display_name == json.null or wanted.display_name == ""
	if wanted.roles and wanted.roles[1] and not wanted.role then -- the older form: the first is the primary one
		wanted.role = wanted.roles[1]
		wanted.secondary_roles = wanted.secondary_roles or array(wanted.roles):slice(2)
	end
	if wanted.role then actor.must_outrank(request.actor, actor.known_role(wanted.role), "grant " .. wanted.role) end
	for _, role in ipairs(wanted.secondary_roles or {}) do
		actor.must_outrank(request.actor, actor.known_role(role), "grant " .. role)
	end
	return wanted
end

local function must_outrank(request, username)
	actor.must_outrank(request.actor, usermanager.get_user_role(username, host), "touch this account")
end

local function succeeded(ok, err)
	if not ok then error(err or "the storage refused") end
end

local function set_roles(username, wanted)
	local changed = {}
	local current = usermanager.get_user_role(username, host)
	if wanted.role and not (current and current.name == wanted.role) then
		if configured_admins:contains(username .. "@" .. host) then
			refuse(409, "configured-role", "The role of %s stands in the server's configuration", json.encode(username))
		end
		succeeded(usermanager.set_user_role(username, host, wanted.role))
		table.insert(changed, "role " .. wanted.role)
	end
	if wanted.secondary_roles then
		local primary = usermanager.get_user_role(username, host)
		local has = usermanager.get_user_secondary_roles(username, host) or {}
		local wants = {}
		for _, role in ipairs(wanted.secondary_roles) do
			wants[role] = role ~= (primary and primary.name) or nil
		end
		for role in pairs(wants) do
			if not has[role] then
				succeeded(usermanager.add_user_secondary_role(username, host, role))
				table.insert(changed, "with role " .. role)
			end
		end
		for role in pairs(has) do
			if not wants[role] then
				succeeded(usermanager.remove_user_secondary_role(username, host, role))
				table.insert(changed, "without role " .. role)
			end
		end
	end
	return changed
end

-- Gives in words what was changed; never the password
local function apply(username, wanted)
	local changed = set_roles(username, wanted)
	if wanted.password then
		succeeded(usermanager.set_password(username, wanted.password, host))
		table.insert(changed, "password")
	end
	if (wanted.display_name or wanted.no_display_name) and display_names.get(username) ~= wanted.display_name then
		succeeded(display_names.set(username, not wanted.no_display_name and wanted.display_name or nil))
		table.insert(changed, "display name")
	end
	if wanted.enabled ~= nil and wanted.enabled ~= usermanager.user_is_enabled(username, host) then
		local switch = wanted.enabled and usermanager.enable_user or usermanager.disable_user
		succeeded(switch(username, host))
		table.insert(changed, wanted.enabled and "enabled" or "disabled")
	end
	return table.concat(changed, ", ")
end

local function update(request, username, wanted)
	must_outrank(request, username)
	local changed = apply(username, wanted)
	if changed ~= "" then actor.audit(request.actor, "changed", "user", username, changed) end
	return 200, read(username)
end

local function patch(request, name)
	local username = must_exist(input.username(name))
	return update(request, username, wishes(request, username))
end

local function put(request, name)
	local username = input.username(name)
	local wanted = wishes(request, username)
	if usermanager.user_exists(username, host) then return update(request, username, wanted) end
	if not wanted.password then
		refuse(404, "not-found", "There is no user %s, and without a password none is made", json.encode(username))
	end
	succeeded(usermanager.create_user(username, wanted.password, host))
	wanted.password = nil
	local changed = apply(username, wanted)
	actor.audit(request.actor, "created", "user", username, changed)
	return 201, read(username)
end

local function delete(request, name)
	local username = must_exist(input.username(name))
	must_outrank(request, username)
	succeeded(usermanager.delete_user(username, host))
	actor.audit(request.actor, "deleted", "user", username)
	return 204
end

return {
	delete = delete; get = get; list = list; list_groups = list_groups; must_exist = must_exist; patch = patch;
	put = put;
}
