-- Reads what a request says: the names in its path, and the JSON of its body.

local encodings = require "prosody.util.encodings"
local http = require "prosody.util.http"
local json = require "prosody.util.json"
local refuse = refusal.refuse

local nodeprep, saslprep = encodings.stringprep.nodeprep, encodings.stringprep.saslprep
local is_utf8 = encodings.utf8.valid

local body_limit = module:get_option_integer("http_admin_api_max_body", 256 * 1024, 1) -- bytes
local read_limit = 64 * 1024 * 1024 -- bytes; whoever sends more is cut off
local text_limit = 1023 -- bytes; what an address may hold (RFC 7622 section 3.1) is enough for every name

local function shown(value)
	return json.encode(value):sub(1, 100)
end

-- The segments of the path as they were sent, each decoded by itself, so that %2F does not divide.
local function segments(request)
	local found = {}
	for segment in request.url.path:gmatch("[^/]+") do table.insert(found, http.urldecode(segment)) end
	return found
end

local function username(text)
	local prepared = is_utf8(text) and nodeprep(text, true)
	if not prepared or prepared == "" or #prepared > text_limit then
		refuse(400, "invalid-username", "%s is no name that a user can have", is_utf8(text) and shown(text) or "This")
	end
	return prepared
end

-- What the server drew itself is plain; whatever else is asked for is known to be nothing that exists.
local function identifier(text, what)
	if not is_utf8(text) or text:find("%c") or #text > text_limit then
		refuse(404, "not-found", "There is no such %s", what)
	end
	return text
end

local words = { ["true"] = true, ["false"] = true, ["null"] = true }

local function is_number(word)
	local whole, fraction, exponent = word:match("^%-?(%d+)(%.?%d*)([eE]?[+-]?%d*)$")
	return whole ~= nil and (whole == "0" or not whole:find("^0")) and fraction ~= "."
		and (exponent == "" or exponent:find("^[eE][+-]?%d+$") ~= nil)
end

-- Prosody's decoder lets pass what is no JSON (RFC 8259): a comma before an end, numbers such as 01,
-- escapes such as \x, control characters inside strings. What is wrong otherwise it finds itself.
local function is_strict(text)
	for escaped in text:gmatch("\\(.)") do
		if not ('"\\/bfnrtu'):find(escaped, 1, true) then return false end
	end
	local unescaped = text:gsub("\\.", "")
	for string in unescaped:gmatch('"[^"]*"') do
		if string:find("[%z\1-\31]") then return false end
	end
	local skeleton = unescaped:gsub('"[^"]*"', '""')
	for word in skeleton:gmatch("[%w.+-]+") do
		if not words[word] and not is_number(word) then return false end
	end
	return not skeleton:find(",%s*[%]}]") and not skeleton:find("[^%s%w.+\"%[%]{}:,-]")
end

-- Takes in a body that comes in chunks, or is larger than Prosody would hold. What is above the limit
-- is read and forgotten: a client that is still sending would not hear a refusal.
local function sink()
	local kept, size = {}, 0
	return {
		write = function(_, chunk)
			size = size + #chunk
			if size <= body_limit then table.insert(kept, chunk) end
			return size <= read_limit
		end;
		text = function() return table.concat(kept) end;
		size = function() return size end;
	}
end

local function body(request)
	local content_type = (request.headers.content_type or ""):lower():match("^%s*([^;%s]*)")
	local text = request.body or request.body_sink and request.body_sink.text() or ""
	local size = request.body_sink and request.body_sink.size() or #text
	if size > body_limit then
		refuse(413, "too-large", "A body may have %d bytes, this one has %d", body_limit, size)
	end
	if text == "" then return nil end
	if content_type ~= "application/json" then
		refuse(415, "not-json", "A body must be of the type application/json, not %s",
			content_type == "" and "of none" or shown(content_type))
	end
	if not is_utf8(text) then refuse(400, "malformed", "The body is not UTF-8") end
	-- The decoder trips over what is nested too deep, and over two reserved names.
	local intact, value = pcall(json.decode, text)
	if not intact or value == nil or not is_strict(text) then refuse(400, "malformed", "The body is not well-formed JSON") end
	if type(value) ~= "table" or not text:find("^%s*{") then
		refuse(400, "wrong-type", "The body must be a JSON object")
	end
	return value
end

---- Types of fields: each takes a value that is there, and gives what the module works with ----

local types = {}

local function wrong(name, expected, value)
	refuse(400, "wrong-type", "%s must be %s, not %s", name, expected, shown(value))
end

function types.text(name, value)
	if type(value) ~= "string" then wrong(name, "text", value) end
	if #value > text_limit then refuse(400, "too-long", "%s may have %d bytes, not %d", name, text_limit, #value) end
	if value:find("%c") then refuse(400, "invalid-text", "%s must hold no control characters", name) end
	return value
end

function types.name(name, value)
	if not types.text(name, value):find("%S") then refuse(400, "invalid-text", "%s must not be empty", name) end
	return value
end

function types.message(name, value)
	if type(value) ~= "string" then wrong(name, "text", value) end
	if value:gsub("[\t\r\n]", " "):find("%c") or not value:find("%S") then
		refuse(400, "invalid-text", "%s must be text that a message can carry", name)
	end
	return value
end

function types.username(name, value)
	if type(value) ~= "string" then wrong(name, "the name of a user", value) end
	return username(value)
end

function types.password(name, value)
	if type(value) ~= "string" then refuse(400, "wrong-type", "%s must be text", name) end
	local prepared = #value <= text_limit and saslprep(value)
	if not prepared or prepared == "" then
		refuse(400, "invalid-password", "%s must be 1 to %d bytes that SASLprep permits", name, text_limit)
	end
	return value
end

function types.boolean(name, value)
	if type(value) ~= "boolean" then wrong(name, "true or false", value) end
	return value
end

function types.seconds(name, value)
	if type(value) ~= "number" or value < 1 or value > 2 ^ 31 then wrong(name, "a number of seconds", value) end
	return value // 1 | 0
end

function types.texts(name, value)
	if type(value) ~= "table" then wrong(name, "a list of texts", value) end
	local count = 0
	for key in pairs(value) do
		count = count + 1
		if math.type(key) ~= "integer" then wrong(name, "a list of texts", value) end
	end
	if count ~= #value then wrong(name, "a list of texts", value) end
	for _, entry in ipairs(value) do types.text("each of " .. name, entry) end
	return value
end

function types.object(name, value)
	if type(value) ~= "table" or #value > 0 then wrong(name, "an object", value) end
	return value
end

-- What is null or not known is left out. fields: name → name of a type
local function read(object, fields)
	local values = {}
	for name, type_name in pairs(fields) do
		local value = object[name]
		if value ~= nil and value ~= json.null then values[name] = types[type_name](name, value) end
	end
	return values
end

local function required(values, ...)
	for _, name in ipairs { ... } do
		if values[name] == nil then refuse(400, "missing", "%s is missing", name) end
	end
	return values
end

return {
	body = body; identifier = identifier; read = read; required = required;
	segments = segments; sink = sink; username = username;
}
