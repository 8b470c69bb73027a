local array = require "prosody.util.array"
local it = require "prosody.util.iterators"
local json = require "prosody.util.json"
local refuse = refusal.refuse

local groups = module:depends "groups_internal"

local function group(id)
	local info = groups.get_info(id)
	return {
		id = id;
		name = info.name; -- described as text alone: left out where there is none
		muc_jid = info.muc_jid or json.null;
		members = array(it.keys(groups.get_members(id) or {})):sort();
	}
end

local function find(segment)
	local id = input.identifier(segment, "group")
	if not groups.exists(id) then refuse(404, "not-found", "There is no such group") end
	return id
end

local function list()
	local found = array {}
	for id in groups.groups() do found:push(group(id)) end
	return 200, found:sort(function(left, right) return left.id < right.id end)
end

local function get(_, id)
	return 200, group(find(id))
end

local fields = { name = "name"; create_muc = "boolean" }

local function create(request)
	local wanted = input.required(input.read(input.body(request) or {}, fields), "name")
	local id = assert(groups.create({ name = wanted.name }, wanted.create_muc))
	actor.audit(request.actor, "created", "group", id, wanted.name)
	return 200, group(id)
end

local function update(request, segment)
	local id = find(segment)
	local wanted = input.read(input.body(request) or {}, fields)
	if wanted.name and wanted.name ~= groups.get_info(id).name then
		assert(groups.set_info(id, { name = wanted.name }))
		actor.audit(request.actor, "changed", "group", id, "name")
	end
	return 200, group(id)
end

local function delete(request, segment)
	local id = find(segment)
	assert(groups.delete(id))
	actor.audit(request.actor, "deleted", "group", id)
	return 204
end

local function add_member(request, segment, name)
	local id, username = find(segment), users.must_exist(input.username(name))
	if not groups.get_members(id)[username] then
		assert(groups.add_member(id, username))
		actor.audit(request.actor, "added", "user", username, "to group " .. id)
	end
	return 200, group(id)
end

local function remove_member(request, segment, name)
	local id, username = find(segment), input.username(name)
	if not groups.get_members(id)[username] then
		refuse(404, "not-found", "The group has no such member")
	end
	assert(groups.remove_member(id, username))
	actor.audit(request.actor, "removed", "user", username, "from group " .. id)
	return 200, group(id)
end

return {
	add_member = add_member; create = create; delete = delete; get = get; list = list;
	remove_member = remove_member; update = update;
}
