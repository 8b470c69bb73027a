-- The administration API: users, invites, groups and the server over HTTP, for portals and scripts.
--
-- Written against the OpenAPI description of Prosody's API of the same name. Every answer is JSON; a
-- refusal is { "error": word, "message": sentence }.

local json = require "prosody.util.json"

module:depends "http"

-- Each part is loaded once, and is a global to those after it.
for _, name in ipairs {
	"refusal", "input", "actor", "display_names", "users", "invites", "member_groups", "server", "diagnosis",
} do
	module.environment[name] = module:require(name)
end
local refuse, is_refusal = refusal.refuse, refusal.is_refusal

-- "*" is any segment, and given to the handler.
local routes = {
	{ "users", GET = users.list };
	{ "users/*", GET = users.get, PUT = users.put, PATCH = users.patch, DELETE = users.delete };
	{ "users/*/groups", GET = users.list_groups };
	{ "users/*/debug", GET = diagnosis.get };
	{ "invites", GET = invites.list };
	{ "invites/*", GET = invites.get, POST = invites.create, DELETE = invites.delete };
	{ "groups", GET = member_groups.list, POST = member_groups.create };
	{
		"groups/*", GET = member_groups.get, PUT = member_groups.update, PATCH = member_groups.update,
		DELETE = member_groups.delete,
	};
	{ "groups/*/members/*", PUT = member_groups.add_member, DELETE = member_groups.remove_member };
	{ "server/info", GET = server.info };
	{ "server/metrics", GET = server.metrics };
	{ "server/announcement", POST = server.announce };
}
for _, route in ipairs(routes) do
	route.segments = {}
	for segment in route[1]:gmatch("[^/]+") do table.insert(route.segments, segment) end
end

local base = select(2, module:http_url():gsub("^%w+://[^/]+", ""):gsub("[^/]+", ""))

local function parameters(route, path)
	if #route.segments ~= #path then return nil end
	local found = {}
	for index, segment in ipairs(route.segments) do
		if segment == "*" then
			table.insert(found, path[index])
		elseif segment ~= path[index] then
			return nil
		end
	end
	return found
end

local function handler_of(request, response)
	local path = table.move(request.path_segments, base + 1, #request.path_segments, 1, {})
	for _, route in ipairs(routes) do
		local found = parameters(route, path)
		if found then
			local method = request.method == "HEAD" and "GET" or request.method
			if route[method] then return route[method], found end
			local allowed = {}
			for name in pairs(route) do
				if type(name) == "string" and name:find("^%u+$") then table.insert(allowed, name) end
			end
			table.sort(allowed)
			response.headers.allow = table.concat(allowed, ", ")
			refuse(405, "method-not-allowed", "This is asked with %s", response.headers.allow)
		end
	end
	refuse(404, "not-found", "The API has no such address")
end

local function answer(event)
	local request, response = event.request, event.response
	request.actor = actor.authenticate(request, response)
	request.path_segments = input.segments(request)
	local handler, found = handler_of(request, response)
	return handler(request, table.unpack(found))
end

local function explain(problem)
	if is_refusal(problem) then return problem end
	module:log("error", "%s", debug.traceback(tostring(problem), 2))
	return { status = 500; code = "internal-server-error"; message = "The server failed; its log says why" }
end

local function handle(event)
	local request, response = event.request, event.response
	if request.partial then -- the body is still to come
		request.body_sink = input.sink()
		return true
	end
	local ok, status, body = xpcall(answer, explain, event)
	if not ok then
		local problem = status
		status, body = problem.status, { error = problem.code; message = problem.message }
	end
	response.status_code = status
	response.headers.cache_control = "no-store"
	response.headers.x_content_type_options = "nosniff"
	if body == nil then return response:send() end
	response.headers.content_type = "application/json"
	return response:send(json.encode(body))
end

local route = {}
for _, method in ipairs { "GET", "POST", "PUT", "PATCH", "DELETE" } do route[method .. " /*"] = handle end
module:provides("http", {
	cors = { enabled = true; headers = { Authorization = true } };
	route = route;
	streaming_uploads = true;
})
