-- Who asks: the account behind a bearer token, what it may do, and the line that the log keeps of what it did.

local usermanager = require "prosody.core.usermanager"
local json = require "prosody.util.json"
local refuse = refusal.refuse

local tokenauth = module:depends "tokenauth"
local host = module.host

module:default_permission("prosody:admin", ":access-admin-api")

local challenge = ("Bearer realm=%q"):format(host)

-- A token whose role is not known any more raises an error there.
local function session_of(token)
	local intact, session = pcall(tokenauth.get_token_session, token)
	return intact and session and usermanager.user_is_enabled(session.username, host) and session or nil
end

-- The session of an administrator, or a refusal (RFC 6750 section 3)
local function authenticate(request, response)
	local scheme, token = (request.headers.authorization or ""):match("^(%a+) +(%S+)%s*$")
	if not scheme or scheme:lower() ~= "bearer" then
		response.headers.www_authenticate = challenge
		refuse(401, "no-token", "This needs a bearer token of an administrator")
	end
	local session = session_of(token)
	if not session then
		response.headers.www_authenticate = challenge .. ', error="invalid_token"'
		refuse(401, "invalid-token", "The bearer token is unknown, expired or revoked")
	end
	if not session.role:may(module.name .. ":access-admin-api") then
		response.headers.www_authenticate = challenge .. ', error="insufficient_scope"'
		refuse(403, "forbidden", "The role of this token administers nothing")
	end
	return session
end

-- Nobody touches an account that ranks higher, nor raises one above himself.
local function must_outrank(session, role, deed)
	if role and role.priority > session.role.priority then
		refuse(403, "forbidden", "The role %s may not %s", session.role.name, deed)
	end
end

local function known_role(name)
	local role = usermanager.get_all_roles(host)[name]
	if not role then refuse(400, "unknown-role", "There is no role %s", json.encode(name)) end
	return role
end

-- deed: what was done; object: to whom or what, by kind and name; details: never what is secret
local function audit(session, deed, kind, name, details)
	module:log("info", "Audit: %s@%s %s %s %s%s", session.username, host, deed, kind, json.encode(name),
		details and details ~= "" and (" (" .. details .. ")") or "")
end

return { audit = audit; authenticate = authenticate; known_role = known_role; must_outrank = must_outrank }
