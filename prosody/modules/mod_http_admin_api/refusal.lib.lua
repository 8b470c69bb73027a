-- What a request is refused with. A handler raises it, and the module answers with it as JSON.

local refusal = {}
refusal.__index = refusal

-- code: a word for programs; the sentence is for people
local function refuse(status, code, sentence, ...)
	error(setmetatable({ status = status; code = code; message = sentence:format(...) }, refusal), 0)
end

local function is_refusal(value)
	return getmetatable(value) == refusal
end

return { refuse = refuse; is_refusal = is_refusal }
