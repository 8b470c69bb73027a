-- What helps to find out why a user's clients misbehave: their connections, push, end-to-end keys.

local array = require "prosody.util.array"
local json = require "prosody.util.json"

local pep = module:depends "pep"
local push_services = module:open_store "cloud_notify"
local push_errors = module:shared "cloud_notify/push_errors"
local xmlns_omemo = "eu.siacs.conversations.axolotl"

local function session_info(session)
	local queue = session.outgoing_stanza_queue
	return {
		full_jid = session.full_jid;
		ip = session.ip or json.null;
		since = session.conntime and session.conntime // 1 | 0 or nil;
		status = {
			connected = session.conn ~= nil and not session.hibernating;
			hibernating = session.hibernating ~= nil;
			active = session.state == nil and json.null or session.state ~= "inactive";
		};
		features = {
			encrypted = session.secure == true;
			carbons = session.want_carbons and true or false; -- the namespace of the request
			acks = session.smacks ~= nil;
			resumption = session.resumption_token ~= nil;
			mobile_optimization = session.state ~= nil;
			push_notifications = session.push_identifier ~= nil;
			history = session.mam_requested == true;
		};
		queues = {
			held_stanzas = session.csi_counter or json.null;
			awaiting_acks = queue and queue:count_unacked() or json.null;
		};
		push_info = session.push_identifier and {
			id = session.push_identifier;
			wakeup_push_sent = session.first_hibernated_push or json.null;
		} or json.null;
	}
end

local function sessions_of(username)
	local found = array {}
	local user = prosody.hosts[module.host].sessions[username]
	for _, session in pairs(user and user.sessions or {}) do found:push(session_info(session)) end
	return found:sort(function(left, right) return left.full_jid < right.full_jid end)
end

local function push_registrations_of(username)
	local found = {}
	for id, service in pairs(push_services:get(username) or {}) do
		found[id] = {
			since = service.timestamp;
			service = service.jid;
			node = service.node;
			error_count = push_errors[id] or 0;
		}
	end
	return found
end

local function omemo_of(username)
	local service = pep.get_pep_service(username)
	local listed, _, item = service:get_last_item(xmlns_omemo .. ".devicelist", true)
	local list = listed and item and item:get_child("list", xmlns_omemo)
	local devices, all_valid = array {}, true
	for device in list and list:childtags("device") or function() end do
		local id = math.tointeger(tonumber(device.attr.id))
		local got, _, bundle = service:get_last_item(xmlns_omemo .. ".bundles:" .. (id or ""), true)
		local have = got and bundle ~= nil
		local readable, config = service:get_node_config(xmlns_omemo .. ".bundles:" .. (id or ""), true)
		local valid = id ~= nil and have and readable and config.access_model == "open"
		all_valid = all_valid and valid
		devices:push { id = id or json.null; have_bundle = have == true; valid = valid == true }
	end
	local readable, config = service:get_node_config(xmlns_omemo .. ".devicelist", true)
	local config_valid = readable and config ~= nil and config.access_model == "open" or false
	return { status = { valid = config_valid and all_valid; config_valid = config_valid }; devices = devices }
end

local function get(_, name)
	local username = users.must_exist(input.username(name))
	return 200, {
		sessions = sessions_of(username);
		push_registrations = push_registrations_of(username);
		omemo = omemo_of(username);
	}
end

return { get = get }
