-- The name that a user shows to others: what he publishes by personal eventing (XEP-0172).
--
-- Reading that means opening the user's node, too slow for a list of thousands. A store of our own
-- follows what is published, and serves lists.

local st = require "prosody.util.stanza"

local pep = module:depends "pep"
local known = module:open_store("admin_api_names", "map")
local xmlns_nick = "http://jabber.org/protocol/nick"

local function text_of(item)
	return item and item:get_child_text("nick", xmlns_nick)
end

local function remember(username, name)
	if known:get(username, "display_name") ~= name then known:set(username, "display_name", name) end
end

local function get(username)
	local ok, _, item = pep.get_pep_service(username):get_last_item(xmlns_nick, true)
	return ok and text_of(item) or nil
end

-- name: nil takes it away
local function set(username, name)
	local service = pep.get_pep_service(username)
	if not name then
		local ok, err = service:purge(xmlns_nick, true)
		return ok or err == "item-not-found", err
	end
	return service:publish(xmlns_nick, true, "current", st.stanza("item", {
		xmlns = "http://jabber.org/protocol/pubsub"; id = "current";
	}):text_tag("nick", name, { xmlns = xmlns_nick }))
end

-- By user name
local function all()
	return known:get_all("display_name") or {}
end

module:handle_items("pep-service", function(event)
	local service = event.item.service
	local username = service.config.pep_username
	service.events.add_handler("item-published/" .. xmlns_nick, function(published)
		remember(username, text_of(published.item))
	end)
	for _, name in ipairs { "item-retracted", "node-purged", "node-deleted" } do
		service.events.add_handler(name, function(gone)
			if gone.node == xmlns_nick then remember(username, get(username)) end
		end)
	end
end, function() end)

return { all = all; get = get; set = set }
