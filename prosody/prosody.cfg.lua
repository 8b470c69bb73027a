-- The reference server. Settings come from the environment and from nowhere else, so that this one
-- file serves the container image and the embedded server alike. README.md lists the variables.
--
-- Prosody hides Lua's own functions behind the name `Lua`; every other global here is an option.

local os, io, ipairs, tonumber, table = Lua.os, Lua.io, Lua.ipairs, Lua.tonumber, Lua.table

---- Reading the environment ----

local function refuse(sentence, ...)
	io.stderr:write("prosody.cfg.lua: ", sentence:format(...), "\n")
	os.exit(2)
end

-- Compose files pass what is not set as an empty string.
local function read(name, default)
	local value = os.getenv(name)
	if value == nil or value == "" then return default end
	return value
end

local function required(name, purpose)
	return read(name) or refuse("%s is not set; set it to %s", name, purpose)
end

local function one_of(name, default, ...)
	local value = read(name, default)
	for _, choice in ipairs { ... } do
		if value == choice then return value end
	end
	return refuse("%s must be one of %s, not %q", name, table.concat({ ... }, ", "), value)
end

local function port(name, default)
	local value = read(name, default)
	local number = value:match("^%d+$") and tonumber(value)
	if number and number >= 1 and number <= 65535 then return number end
	return refuse("%s must be a port between 1 and 65535, not %q", name, value)
end

local function is_domain(text)
	return #text <= 253 and not ("." .. text .. "."):find("[.-][.]") and not ("." .. text):find("[.]%-")
		and text:find("^[%w.-]+$") ~= nil
end

local function domain(name, text)
	if is_domain(text) then return text:lower() end
	return refuse("%s must hold a domain name such as chat.example.org, not %q", name, text)
end

local function folder(name, default)
	local value = read(name, default)
	if Lua.require "lfs".attributes(value, "mode") == "directory" then return value end
	return refuse("%s must be a folder that exists, not %q", name, value)
end

local function list(name)
	local values = {}
	for value in read(name, ""):gmatch("[^,%s]+") do table.insert(values, value) end
	return values
end

---- The variables ----

local main = domain("PROSODY_DOMAIN", required("PROSODY_DOMAIN", "the domain to serve, such as chat.example.org"))
local sha256, muc, upload, proxy = "sha256." .. main, "muc." .. main, "upload." .. main, "proxy." .. main
local open_host, limited_host = "open." .. main, "limited." .. main

local admin = read("PROSODY_ADMIN_JID", "admin@" .. main)
local admin_host = admin:match("^[^@/%s]+@([^@/%s]+)$")
if not (admin_host and is_domain(admin_host)) then
	refuse("PROSODY_ADMIN_JID must be an address such as admin@%s, not %q", main, admin)
end

local registration = one_of("PROSODY_ALLOW_REGISTRATION", "false", "true", "false") == "true"
local encrypted = one_of("PROSODY_ENCRYPTION", "required", "required", "optional") == "required"
local limited = one_of("PROSODY_LIMITS", "on", "on", "off") == "on"
local log_level = one_of("PROSODY_LOG_LEVEL", "info", "debug", "info", "warn", "error")

local database = {
	driver = "PostgreSQL";
	host = required("PROSODY_DB_HOST", "the host of the PostgreSQL server");
	port = port("PROSODY_DB_PORT", "5432");
	database = read("PROSODY_DB_NAME", "prosody");
	username = read("PROSODY_DB_USER", "prosody");
	password = required("PROSODY_DB_PASSWORD", "the password of PROSODY_DB_USER");
}

local certificate_folder = folder("PROSODY_CERT_DIR", "/etc/prosody/certs")
local data_folder = folder("PROSODY_DATA_DIR", "/var/lib/prosody")

local function file(name)
	local value = read(name)
	if value == nil or Lua.require "lfs".attributes(value, "mode") == "file" then return value end
	return refuse("%s must be a file that exists, not %q", name, value)
end

local authority_file = file("PROSODY_CA_FILE")

local https_port = read("PROSODY_HTTPS_PORT", "5281")
local handed_out_port = port("PROSODY_HTTP_EXTERNAL_PORT", https_port)

local function handed_out_url(host)
	return ("https://%s:%d/"):format(host, handed_out_port)
end

local reserved = {}
for _, name in ipairs { main, sha256, open_host, limited_host, muc, upload, proxy } do reserved[name] = true end
local external_components = {}
for _, entry in ipairs(list("PROSODY_COMPONENTS")) do
	local jid, secret = entry:match("^([^:]+):(.+)$")
	if not jid then
		refuse("PROSODY_COMPONENTS must hold entries like bot.%s:secret separated by commas; entry %d is not one",
			main, #external_components + 1)
	end
	jid = domain("PROSODY_COMPONENTS", jid)
	if reserved[jid] then refuse("PROSODY_COMPONENTS names %s, which this server serves already", jid) end
	reserved[jid] = true
	table.insert(external_components, { jid = jid, secret = secret })
end

---- Network ----

local interfaces_named = list("PROSODY_INTERFACES")
if #interfaces_named == 0 then
	local socket = Lua.require "socket"
	local ipv6 = socket.tcp6 and socket.tcp6()
	interfaces_named = ipv6 and { "*", "::" } or { "*" }
	if ipv6 then ipv6:close() end
end

interfaces = interfaces_named
component_interfaces = interfaces_named -- this service and the next keep to loopback unless told otherwise
http_interfaces = interfaces_named

c2s_ports = { port("PROSODY_C2S_PORT", "5222") }
c2s_direct_tls_ports = { port("PROSODY_C2S_TLS_PORT", "5223") }
s2s_ports = { port("PROSODY_S2S_PORT", "5269") }
s2s_direct_tls_ports = { port("PROSODY_S2S_TLS_PORT", "5270") }
http_ports = { port("PROSODY_HTTP_PORT", "5280") }
https_ports = { port("PROSODY_HTTPS_PORT", https_port) }
component_ports = { port("PROSODY_COMPONENT_PORT", "5347") }
proxy65_ports = { port("PROSODY_PROXY65_PORT", "5000") }

network_settings = {
	tcp_backlog = 511; -- the default of 128 drops connections when many clients come back at once
	nagle = false; -- with it, stanzas written in a row wait for the client's delayed acknowledgement: 40 ms a step
}

---- Security ----

certificates = certificate_folder
s2s_ssl = authority_file and { cafile = authority_file } or nil -- beside those of the system
c2s_require_encryption = encrypted
s2s_require_encryption = true
s2s_secure_auth = true

authentication = "internal_hashed"
disable_sasl_mechanisms = { "PLAIN", "LOGIN", "DIGEST-MD5", "OAUTHBEARER" }
admins = { admin }

allow_registration = registration
registration_invite_only = not registration
if registration then -- an invite is its own limit
	registration_throttle_max = 100 -- for each address but loopback
	registration_throttle_period = "1 hour"
end

---- Clock ----

-- Modules ask os.time how old something is; logs and timers go by other clocks.
local ahead = tonumber(read("PROSODY_CLOCK_AHEAD", "0"))
	or refuse("PROSODY_CLOCK_AHEAD must be a number of seconds, not %q", read("PROSODY_CLOCK_AHEAD", "0"))
if ahead ~= 0 then
	local now = os.time
	os.time = function(date)
		if date then return now(date) end
		return now() + ahead
	end
end
cron_initial_delay = 0 -- what has expired is gone when the server answers

---- Storage ----

data_path = data_folder
storage = "sql"
sql = database
archive_expires_after = "1w"

---- Log: one line an event, to standard output ----

-- Prosody's own sinks know no fractions of a second and let a traceback run over many lines.
Lua.require "prosody.core.loggingmanager".register_sink_type("lines", function()
	local now = Lua.require "prosody.util.time".now
	local format = Lua.require "prosody.util.format".format
	local password = database.password:gsub("%p", "%%%0") -- Prosody logs it when it connects
	local out = io.stdout
	out:setvbuf("line")
	return function(source, level, message, ...)
		local time = now()
		local text = format(message, ...):gsub("%s*\n%s*", " | "):gsub(password, "[hidden]")
		out:write(os.date("!%Y-%m-%dT%H:%M:%S", time // 1 | 0), (".%03dZ"):format(time % 1 * 1000 // 1 | 0),
			"\t", level, "\t", source, "\t", text, "\n")
	end
end)
log = { { to = "lines", levels = { min = log_level } } }

---- Modules ----

local module_folders = list("PROSODY_PLUGIN_PATHS")
table.insert(module_folders, (Lua.debug.getinfo(1, "S").source:gsub("^@(.*)prosody%.cfg%.lua$", "%1modules")))
plugin_paths = module_folders

local modules = {
	-- generally required
	"disco", "roster", "saslauth", "tls",
	-- not essential, but recommended
	"blocklist", "bookmarks", "carbons", "dialback", "pep", "private", "smacks", "vcard4", "vcard_legacy",
	-- nice to have
	"account_activity", "cloud_notify", "csi_simple", "invites", "invites_adhoc", "invites_register",
	"lastactivity", "mam", "ping", "register", "s2s_bidi", "server_contact_info", "time", "uptime", "version",
	-- administration
	"admin_adhoc", "admin_shell",
	-- over HTTP
	"bosh", "http_altconnect", "http_openmetrics", "websocket",
}
if limited then table.insert(modules, "limits") end
modules_enabled = modules

limits = { c2s = { rate = "10kb/s" }, s2sin = { rate = "30kb/s" } }

http_default_host = main -- clients that connect by address have no name to ask for
openmetrics_allow_cidr = read("PROSODY_METRICS_CIDR") -- beside loopback, which is always let in
statistics = "internal"
statistics_interval = "manual" -- collected when somebody asks

---- Hosts ----

VirtualHost(main)
	password_hash = "SHA-1" -- SCRAM-SHA-1 is the mechanism that every client must have
	modules_enabled = { "groups_internal", "http_admin_api" }
	groups_muc_host = muc
	http_external_url = handed_out_url(main)

-- Prosody keeps one hash for each account, so SCRAM-SHA-256 needs a host of its own.
VirtualHost(sha256)
	password_hash = "SHA-256"
	http_external_url = handed_out_url(sha256)
	disco_items = { { muc, "Rooms" }, { upload, "Files" }, { proxy, "Bytestreams" } }

-- Where strangers may register, whatever holds elsewhere: without a limit, and one in a day.
VirtualHost(open_host)
	allow_registration = true
	registration_invite_only = false
	registration_allowlist = { "0.0.0.0/0", "::/0" }
	registration_watchers = {}

VirtualHost(limited_host)
	allow_registration = true
	registration_invite_only = false
	registration_allowlist = {}
	registration_throttle_max = 1
	registration_throttle_period = "1 day"
	registration_watchers = {}

Component(muc) "muc"
	name = "Rooms"
	modules_enabled = { "muc_mam", "muc_moderation", "muc_unique" }
	restrict_room_creation = "local" -- for the accounts of the main host; others may enter
	allow_unaffiliated_register = true -- registering is the way to become a member
	enforce_registered_nickname = true

Component(upload) "http_file_share"
	name = "Files"
	http_external_url = handed_out_url(upload)
	http_file_share_access = { sha256 }
	-- drawn anew at each start otherwise, and no slot would outlive a restart
	http_file_share_secret = Lua.require "prosody.util.hashes".hmac_sha256(database.password, "slots", true)

Component(proxy) "proxy65"
	name = "Bytestreams"
	proxy65_acl = { main, sha256 }

for _, component in ipairs(external_components) do
	Component(component.jid)
	component_secret = component.secret
end
