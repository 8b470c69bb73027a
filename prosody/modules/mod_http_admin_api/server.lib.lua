local array = require "prosody.util.array"
local jid = require "prosody.util.jid"
local json = require "prosody.util.json"
local st = require "prosody.util.stanza"
local random_id = require "prosody.util.id".medium
local usermanager = require "prosody.core.usermanager"
local refuse = refusal.refuse

local host = module.host
local site_name = module:get_option_string("site_name", host)

local function info()
	return 200, { site_name = site_name; version = prosody.version }
end

local function resident_bytes()
	local file = io.open("/proc/self/status")
	if not file then return collectgarbage("count") * 1024 // 1 | 0 end
	local kibibytes = file:read("a"):match("VmRSS:%s*(%d+) kB")
	file:close()
	return tonumber(kibibytes) * 1024
end

local function count(map)
	local number = 0
	for _ in pairs(map) do number = number + 1 end
	return number
end

-- Of the upload services that this process runs
local function uploaded_bytes()
	local sum = 0
	for name, served in pairs(prosody.hosts) do
		if served.modules.http_file_share then
			local total = module:context(name):open_store("upload_stats", "map"):get(nil, "total")
			sum = sum + (tonumber(total) or 0)
		end
	end
	return sum // 1 | 0
end

local function metrics()
	return 200, {
		memory = resident_bytes();
		cpu = { value = os.clock(); since = prosody.start_time };
		c2s = count(prosody.full_sessions);
		uploads = uploaded_bytes();
	}
end

---- Announcements ----

local function everybody_online()
	local found = array {}
	for username in pairs(prosody.hosts[host].sessions) do found:push(username .. "@" .. host) end
	return found
end

local function everybody()
	local found = array {}
	for username in usermanager.users(host) do found:push(username .. "@" .. host) end
	return found
end

local function named(list)
	if type(list) ~= "table" or #list == 0 then
		refuse(400, "wrong-type", 'recipients must be "online", "all" or a list of addresses')
	end
	local found, seen = array {}, {}
	for _, address in ipairs(list) do
		local username, domain = jid.prepped_split(type(address) == "string" and address or "", true)
		if not username or domain ~= host then
			refuse(400, "unknown-recipient", "%s is no address of a user of %s", json.encode(address):sub(1, 100), host)
		end
		if not usermanager.user_exists(username, host) then
			refuse(400, "unknown-recipient", "There is no user %s", json.encode(username))
		end
		if not seen[username] then found:push(username .. "@" .. host) end
		seen[username] = true
	end
	return found
end

-- A message to somebody who is offline is a write to the database: thousands of them in a row would
-- hold up everybody else.
local function send(recipients, text)
	local sent = 0
	local function send_some()
		for index = sent + 1, math.min(sent + 20, #recipients) do
			module:send(st.message({ from = host; to = recipients[index]; id = random_id() }, text))
			sent = index
		end
		return sent < #recipients and 0.02 or nil -- seconds until the next ones
	end
	local pause = send_some()
	if pause then module:add_timer(pause, send_some) end
end

local function announce(request)
	local body = input.body(request) or {}
	local wanted = input.required(input.read(body, { body = "message" }), "body")
	local whom = body.recipients
	if whom == nil then refuse(400, "missing", "recipients is missing") end
	local recipients = whom == "online" and everybody_online() or whom == "all" and everybody() or named(whom)
	send(recipients, wanted.body)
	actor.audit(request.actor, "announced to", type(whom) == "string" and whom or "named users", #recipients)
	return 201, { recipients = #recipients }
end

return { announce = announce; info = info; metrics = metrics }
