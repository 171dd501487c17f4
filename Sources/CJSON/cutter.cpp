// A cutter sees every byte of a document once and in order; it keeps only brackets, one key and one scalar, never the records.
// It follows the grammar everywhere, but leaves words, numbers and escapes inside records to the reader. Where a record breaks
// the grammar, the cutter goes on by counting brackets, up to the record's end or to a line that begins like the record's own.
#include <cstring>
#include <string>
#include <vector>

#include "cjson.h"
#include "text.hpp"

namespace {

constexpr size_t maximum_token = 1 << 16;
constexpr size_t maximum_paths = 8;

enum class Expected : uint8_t { value, value_or_end, key, key_or_end, colon, comma };
enum class Inside : uint8_t { gaps, key, text, scalar, assignment, debris };
/// What to do after a byte in a gap.
enum class Next : uint8_t { consume, end_record, look_again, stop };

/// Steps of each path matched down to here, or -1 off the path.
struct Match {
    int8_t steps[maximum_paths];
};

struct Frame {
    uint8_t closer;
    Match matched;
    bool holds_records;
};

bool is_name(uint8_t byte) {
    return (byte | 32) - 'a' < 26u || text::is_digit(byte) || byte == '_' || byte == '$' || byte == '.';
}

bool ends_word(uint8_t byte) { return text::is_space(byte) || std::strchr(",]}{[\"", byte ? byte : 1); }

}  // namespace

struct cjson_cutter {
    std::vector<std::vector<std::string>> paths;
    std::vector<Frame> open;
    Expected expected = Expected::value;
    Inside inside = Inside::gaps;
    bool escaped = false;
    std::string token;
    Match key_matched = {};
    size_t position = 0, start = 0, end = 0;
    uint32_t fault = CJSON_FINE;

    bool in_record = false;
    /// Brackets open when the record began.
    size_t floor = 0;
    /// White space, '[' and ',' that the line with the record's start begins with.
    size_t record_lead = 0;
    /// The same for this line; `leads` as long as nothing else has come.
    size_t lead = 0;
    bool leads = true;
    uint32_t record_fault = CJSON_FINE;
    size_t record_fault_position = 0;
    /// While counting brackets: how many, and whether inside a string.
    size_t depth = 0;
    bool in_text = false;
    bool has_value = false, was_assigned = false;
    /// Whether a line has ended since the last document, and whether that was an object.
    bool is_new_line = true, was_object = false;
    size_t word_end = 0;
    /// Where a line in the open record begins like the record's own: perhaps the next one. 0 for nowhere.
    size_t candidate = 0;
    unsigned rewinds = 0;

    Match matched_here() const {
        if (open.empty()) return {};
        return open.back().closer == '}' ? key_matched : open.back().matched;
    }

    bool at_path_end(Match matched) const {
        for (size_t i = 0; i < paths.size(); i++)
            if (matched.steps[i] == int(paths[i].size())) return true;
        return false;
    }

    /// Whether a value that starts here is a record.
    bool is_record_place(uint8_t first) const {
        if (in_record) return false;
        if (!open.empty() && open.back().holds_records) return true;
        return first != '[' && (open.empty() || first == '{') && at_path_end(matched_here());
    }

    bool is_among_records() const { return open.empty() ? at_path_end({}) : open.back().holds_records; }

    void after_value() {
        expected = open.empty() ? Expected::value : Expected::comma;
        if (open.empty()) is_new_line = false;
    }

    void begin_record() {
        in_record = true;
        start = position;
        floor = open.size();
        record_lead = lead;
        record_fault = CJSON_FINE;
        candidate = 0;
    }

    void end_record(size_t at) {
        end = at;
        in_record = false;
        inside = Inside::gaps;
        open.resize(floor);
        after_value();
    }

    /// A fault in or among records costs one record; anywhere else it ends the document.
    Next fail(uint32_t code) {
        if (!in_record && !is_among_records()) {
            fault = code;
            return Next::stop;
        }
        depth = in_record ? open.size() - floor : 0;
        if (!in_record) begin_record();
        record_fault = code;
        record_fault_position = position;
        open.resize(floor);
        inside = Inside::debris;
        in_text = false;
        return Next::look_again;
    }

    Next begin_value(uint8_t byte) {
        bool is_first = !has_value;
        has_value = true;
        if (is_first && open.empty() && is_name(byte) && !text::is_digit(byte)) {
            start = word_end = position;
            inside = Inside::assignment;
            return Next::look_again;
        }
        if (is_record_place(byte)) begin_record();
        if (byte == '{' || byte == '[') {
            if (open.size() >= CJSON_DEPTH) return fail(CJSON_TOO_DEEP);
            Match matched = in_record ? Match{} : matched_here();
            bool holds = byte == '[' && !in_record && at_path_end(matched);
            if (open.empty()) was_object = byte == '{';
            open.push_back({uint8_t(byte == '{' ? '}' : ']'), matched, holds});
            expected = byte == '{' ? Expected::key_or_end : Expected::value_or_end;
            return Next::consume;
        }
        if (byte == '\'') return fail(CJSON_PYTHON);
        if (open.empty()) was_object = false;
        token.clear();
        escaped = false;
        inside = byte == '"' ? Inside::text : Inside::scalar;
        return inside == Inside::text ? Next::consume : Next::look_again;
    }

    Next end_scalar() {
        inside = Inside::gaps;
        if (in_record && open.size() == floor) return Next::end_record;
        bool known = in_record || token == "true" || token == "false" || token == "null"
            || text::is_number(reinterpret_cast<const uint8_t *>(token.data()), token.size());
        if (!known) return fail(token == "True" || token == "None" || token == "False" ? CJSON_PYTHON : CJSON_MALFORMED);
        after_value();
        return Next::look_again;
    }

    void end_key() {
        inside = Inside::gaps;
        expected = Expected::colon;
        if (in_record) return;
        Match matched = open.back().matched;
        for (size_t i = 0; i < paths.size(); i++) {
            int steps = matched.steps[i];
            bool fits = steps >= 0 && steps < int(paths[i].size()) && token == paths[i][size_t(steps)];
            key_matched.steps[i] = int8_t(fits ? steps + 1 : -1);
        }
    }

    void track(uint8_t byte) {
        if (byte == '\n') {
            lead = 0;
            leads = is_new_line = true;
        } else if (leads && (byte == ' ' || byte == '\t' || byte == '[' || byte == ',')) {
            lead++;
        } else if (byte != '\r') {
            leads = false;
        }
    }

    /// Whether another document may begin with this byte: objects may stand side by side, all else needs a line of its own.
    bool may_follow(uint8_t byte) const { return !has_value || is_new_line || (was_object && byte == '{'); }

    Next gap(uint8_t byte) {
        if (text::is_space(byte)) return Next::consume;
        if ((byte == ']' || byte == '}') && !open.empty() && open.back().closer == byte
            && (expected == Expected::comma || (expected == Expected::value_or_end && byte == ']')
                || (expected == Expected::key_or_end && byte == '}'))) {
            open.pop_back();
            if (in_record && open.size() == floor) return Next::end_record;
            after_value();
            return Next::consume;
        }
        switch (expected) {
        case Expected::comma:
            if (byte != ',') return fail(CJSON_MALFORMED);
            expected = open.back().closer == '}' ? Expected::key : Expected::value;
            return Next::consume;
        case Expected::colon:
            if (byte != ':') return fail(CJSON_MALFORMED);
            expected = Expected::value;
            return Next::consume;
        case Expected::key:
        case Expected::key_or_end:
            if (byte != '"') return fail(byte == '\'' ? CJSON_PYTHON : CJSON_MALFORMED);
            token.clear();
            escaped = false;
            inside = Inside::key;
            return Next::consume;
        default:
            if (byte == ';' && was_assigned && open.empty()) return Next::consume;
            if (byte == ',' || byte == ':' || byte == ']' || byte == '}') return fail(CJSON_MALFORMED);
            if (open.empty() && !may_follow(byte)) return fail(CJSON_MALFORMED);
            return begin_value(byte);
        }
    }

    /// A name before '=', as in files made for a browser: `window.YTD.tweets.part0 = [`. Without '=' it was a word.
    Next assign(uint8_t byte) {
        if (byte == '=') {
            inside = Inside::gaps;
            has_value = false;
            was_assigned = true;
            return Next::consume;
        }
        bool is_word = is_name(byte);
        if (is_word) word_end = position + 1;
        if ((is_word || byte == ' ' || byte == '\t') && position - start < 4096) return Next::consume;
        in_record = true;
        floor = 0;
        record_fault = CJSON_FINE;
        end_record(word_end);
        return Next::end_record;
    }

    /// A byte of a record that is known to be broken.
    Next pass(uint8_t byte) {
        bool is_first_of_line = leads;
        size_t here = lead;
        track(byte);
        if (in_text) {
            if (escaped) escaped = false;
            else if (byte == '\\') escaped = true;
            else if (byte == '"' || byte == '\n') in_text = false;
            return Next::consume;
        }
        bool is_later = position > start;
        if (is_first_of_line && is_later && here <= record_lead && byte == '{') {
            end_record(position);
            expected = Expected::value;
            is_new_line = true;
            return Next::end_record;
        }
        bool closes_all = !open.empty() && open.back().closer == byte;
        if (is_first_of_line && is_later && here <= record_lead && closes_all && byte == ']') {
            end_record(position);
            return Next::end_record;
        }
        if (depth == 0 && is_later && ends_word(byte)) {
            end_record(position);
            return Next::end_record;
        }
        if (byte == '"') {
            in_text = true;
            escaped = false;
        } else if (byte == '{' || byte == '[') {
            depth++;
        } else if (byte == '}' || byte == ']') {
            if (depth > 0) depth--;
            if (depth == 0) {
                bool is_end_of_all = !is_later && closes_all;
                end_record(position + 1);
                if (is_end_of_all) {
                    open.pop_back();
                    after_value();
                }
                return Next::end_record;
            }
        } else if (depth == 0 && !is_later && (byte == ',' || byte == ':')) {
            end_record(position + 1);
            expected = Expected::value;
            is_new_line = true;
            return Next::end_record;
        }
        return Next::consume;
    }
};

extern "C" {

cjson_cutter *cjson_cutter_open(const char *path, size_t count) {
    auto cutter = new cjson_cutter();
    std::string step;
    cutter->paths.emplace_back();
    for (size_t i = 0; i <= count; i++) {
        if (i == count || path[i] == '.' || path[i] == '|') {
            if (!step.empty() && cutter->paths.back().size() < 100) cutter->paths.back().push_back(step);
            step.clear();
            if (i < count && path[i] == '|' && cutter->paths.size() < maximum_paths) cutter->paths.emplace_back();
        } else {
            step.push_back(path[i]);
        }
    }
    return cutter;
}

void cjson_cutter_close(cjson_cutter *cutter) { delete cutter; }

size_t cjson_cutter_feed(cjson_cutter *cutter, const uint8_t *bytes, size_t count, int *found) {
    auto &c = *cutter;
    size_t base = c.position, at = 0;
    *found = 0;
    while (at < count && !c.fault) {
        uint8_t byte = bytes[at];
        c.position = base + at;
        Next next = Next::consume;
        switch (c.inside) {
        case Inside::gaps:
            if (byte == '{' && c.in_record && c.leads && c.lead <= c.record_lead && c.candidate == 0)
                c.candidate = c.position > c.start ? c.position : 0;
            next = c.gap(byte);
            if (next == Next::consume || next == Next::end_record) c.track(byte);
            if (next == Next::end_record) c.end_record(base + at + 1);
            break;
        case Inside::key:
        case Inside::text: {
            size_t from = at;
            bool is_open = true;
            while (at < count) {
                byte = bytes[at];
                if (c.escaped) c.escaped = false;
                else if (byte == '\\') c.escaped = true;
                else if (byte == '"' || byte < 0x20) { is_open = false; break; }
                at++;
            }
            if (c.inside == Inside::key && !c.in_record && c.token.size() < maximum_token)
                c.token.append(reinterpret_cast<const char *>(bytes + from), at - from);
            c.position = base + at;
            if (is_open) continue;
            c.leads = false;
            if (byte != '"') {
                next = c.fail(CJSON_MALFORMED);
            } else if (c.inside == Inside::key) {
                c.end_key();
            } else if (c.in_record && c.open.size() == c.floor) {
                c.end_record(base + at + 1);
                next = Next::end_record;
            } else {
                c.inside = Inside::gaps;
                c.after_value();
            }
            break;
        }
        case Inside::scalar:
            c.leads = false;
            if (text::is_space(byte) || byte == ',' || byte == ']' || byte == '}') {
                next = c.end_scalar();
                if (next == Next::end_record) {
                    c.end_record(base + at);
                    c.position = base + at;
                    *found = 1;
                    return at;
                }
            } else if (!c.in_record) {
                if (c.token.size() >= 4096) next = c.fail(CJSON_MALFORMED);
                c.token.push_back(char(byte));
            }
            break;
        case Inside::assignment:
            next = c.assign(byte);
            if (next == Next::end_record) {
                *found = 1;
                return at;
            }
            break;
        case Inside::debris:
            next = c.pass(byte);
            if (next == Next::end_record) {
                bool is_used = c.end > base + at;
                c.position = c.end;
                *found = 2;
                return at + (is_used ? 1 : 0);
            }
            break;
        }
        if (next == Next::stop) break;
        if (next != Next::look_again) at++;
        if (next == Next::end_record) {
            *found = 1;
            c.position = base + at;
            return at;
        }
    }
    if (!c.fault) c.position = base + at;
    return at;
}

int cjson_cutter_in_record(const cjson_cutter *c) { return c->in_record || c->inside == Inside::assignment; }

void cjson_cutter_give_up(cjson_cutter *c) {
    if (!c->in_record || c->inside == Inside::debris) return;
    bool in_text = c->inside == Inside::text || c->inside == Inside::key;
    c->fail(CJSON_MALFORMED);
    c->in_text = in_text;
}

int cjson_cutter_rewind(cjson_cutter *c) {
    // A bracket that is never closed is rare: looking back often would take long.
    if (!c->in_record || c->candidate == 0 || c->inside == Inside::debris || c->rewinds == 32) return 0;
    c->rewinds++;
    c->record_fault = CJSON_MALFORMED;
    c->record_fault_position = c->position = c->candidate;
    c->end_record(c->candidate);
    c->expected = Expected::value;
    c->lead = 0;
    c->leads = c->is_new_line = true;
    return 1;
}

size_t cjson_cutter_start(const cjson_cutter *c) { return c->start; }
size_t cjson_cutter_end(const cjson_cutter *c) { return c->end; }

int cjson_cutter_finish(cjson_cutter *c) {
    if (c->fault) return 0;
    if (c->inside == Inside::assignment) {
        c->assign('\n');
        return 1;
    }
    if (c->inside == Inside::scalar) {
        bool is_record = c->in_record && c->open.size() == c->floor;
        if (is_record) {
            c->end_record(c->position);
            if (!c->open.empty()) c->fault = CJSON_CUT_SHORT;
            return 1;
        }
        if (!c->in_record) c->end_scalar();
    }
    if (c->in_record) {
        if (c->inside != Inside::debris) {
            c->record_fault = CJSON_CUT_SHORT;
            c->record_fault_position = c->position;
        }
        c->end_record(c->position);
        return 2;
    }
    if (!c->fault && (!c->open.empty() || c->inside != Inside::gaps || !c->has_value)) c->fault = CJSON_CUT_SHORT;
    return 0;
}

uint32_t cjson_cutter_record_fault(const cjson_cutter *c) { return c->record_fault; }
size_t cjson_cutter_record_fault_position(const cjson_cutter *c) { return c->record_fault_position; }
uint32_t cjson_cutter_fault(const cjson_cutter *c) { return c->fault; }
size_t cjson_cutter_position(const cjson_cutter *c) { return c->position; }

}
