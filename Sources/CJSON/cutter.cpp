// A cutter sees every byte of a document once and in order; it keeps only brackets, one key and one scalar, never the records.
// Inside a record it only counts brackets and strings: the record itself is judged by the reader.
#include <cstring>
#include <string>
#include <vector>

#include "cjson.h"
#include "text.hpp"

namespace {

constexpr size_t maximum_depth = 512;
constexpr size_t maximum_token = 1 << 16;

enum class Expected : uint8_t { value, value_or_end, key, key_or_end, colon, comma, nothing };
enum class Inside : uint8_t { gaps, key, text, scalar, record, record_text, record_scalar };

struct Frame {
    uint8_t closer;
    /// Steps of the path matched down to here, or -1 off the path.
    int matched;
    bool holds_records;
};

}  // namespace

struct cjson_cutter {
    std::vector<std::string> path;
    std::vector<Frame> open;
    Expected expected = Expected::value;
    Inside inside = Inside::gaps;
    bool escaped = false;
    size_t depth = 0;
    std::string token;
    int key_matched = 0;
    size_t position = 0, start = 0, end = 0;
    uint32_t fault = CJSON_FINE;

    int matched_here() const {
        if (open.empty()) return 0;
        return open.back().closer == '}' ? key_matched : open.back().matched;
    }

    bool at_path_end(int matched) const { return matched == int(path.size()); }

    /// Whether a value that starts here is a record.
    bool is_record_place(uint8_t first) const {
        if (!open.empty() && open.back().holds_records) return true;
        return at_path_end(matched_here()) && first != '[' && (open.empty() || first == '{');
    }

    void after_value() { expected = open.empty() ? Expected::value : Expected::comma; }

    bool fail(uint32_t code) {
        fault = code;
        return false;
    }

    bool begin_value(uint8_t byte) {
        if (is_record_place(byte)) {
            start = position;
            if (byte == '{' || byte == '[') {
                inside = Inside::record;
                depth = 1;
            } else if (byte == '"') {
                inside = Inside::record_text;
                depth = 0;
            } else {
                inside = Inside::record_scalar;
            }
            return true;
        }
        if (byte == '{' || byte == '[') {
            if (open.size() >= maximum_depth) return fail(CJSON_TOO_DEEP);
            int matched = matched_here();
            bool holds = byte == '[' && at_path_end(matched);
            open.push_back({uint8_t(byte == '{' ? '}' : ']'), matched, holds});
            expected = byte == '{' ? Expected::key_or_end : Expected::value_or_end;
            return true;
        }
        token.clear();
        inside = byte == '"' ? Inside::text : Inside::scalar;
        if (inside == Inside::scalar) token.push_back(char(byte));
        return true;
    }

    bool end_scalar() {
        bool known = token == "true" || token == "false" || token == "null"
            || text::is_number(reinterpret_cast<const uint8_t *>(token.data()), token.size());
        inside = Inside::gaps;
        after_value();
        return known ? true : fail(token == "True" || token == "None" || token[0] == '\'' ? CJSON_PYTHON : CJSON_MALFORMED);
    }

    void end_record(size_t at) {
        end = at;
        inside = Inside::gaps;
        after_value();
    }

    void end_key() {
        inside = Inside::gaps;
        expected = Expected::colon;
        int matched = open.back().matched;
        bool fits = matched >= 0 && matched < int(path.size()) && token == path[size_t(matched)];
        key_matched = fits ? matched + 1 : -1;
    }

    bool gap(uint8_t byte) {
        if (text::is_space(byte)) return true;
        if ((byte == ']' || byte == '}') && !open.empty() && open.back().closer == byte
            && (expected == Expected::comma || (expected == Expected::value_or_end && byte == ']')
                || (expected == Expected::key_or_end && byte == '}'))) {
            open.pop_back();
            after_value();
            return true;
        }
        switch (expected) {
        case Expected::comma:
            if (byte != ',') return fail(CJSON_MALFORMED);
            expected = open.back().closer == '}' ? Expected::key : Expected::value;
            return true;
        case Expected::colon:
            if (byte != ':') return fail(CJSON_MALFORMED);
            expected = Expected::value;
            return true;
        case Expected::key:
        case Expected::key_or_end:
            if (byte != '"') return fail(byte == '\'' ? CJSON_PYTHON : CJSON_MALFORMED);
            token.clear();
            inside = Inside::key;
            return true;
        default:
            if (byte == ',' || byte == ':' || byte == ']' || byte == '}') return fail(CJSON_MALFORMED);
            return begin_value(byte);
        }
    }
};

extern "C" {

cjson_cutter *cjson_cutter_open(const char *path, size_t count) {
    auto cutter = new cjson_cutter();
    std::string step;
    for (size_t i = 0; i <= count; i++) {
        if (i == count || path[i] == '.') {
            if (!step.empty()) cutter->path.push_back(step);
            step.clear();
        } else {
            step.push_back(path[i]);
        }
    }
    return cutter;
}

void cjson_cutter_close(cjson_cutter *cutter) { delete cutter; }

size_t cjson_cutter_feed(cjson_cutter *cutter, const uint8_t *bytes, size_t count, int *found) {
    cjson_cutter &c = *cutter;
    *found = 0;
    size_t at = 0, base = c.position;
    while (at < count && !c.fault) {
        uint8_t byte = bytes[at];
        c.position = base + at;
        switch (c.inside) {
        case Inside::gaps:
            if (c.gap(byte)) at++;
            break;
        case Inside::key:
        case Inside::text:
        case Inside::record_text:
            if (c.escaped) {
                c.escaped = false;
            } else if (byte == '\\') {
                c.escaped = true;
            } else if (byte == '"') {
                at++;
                if (c.inside == Inside::key) {
                    c.end_key();
                } else if (c.inside == Inside::text) {
                    c.inside = Inside::gaps;
                    c.after_value();
                } else if (c.depth > 0) {
                    c.inside = Inside::record;
                } else {
                    c.end_record(base + at);
                    *found = 1;
                    c.position = base + at;
                    return at;
                }
                break;
            } else if (byte < 0x20 && c.inside != Inside::record_text) {
                c.fault = CJSON_MALFORMED;
                break;
            }
            if (c.inside == Inside::key && c.token.size() < maximum_token) c.token.push_back(char(byte));
            at++;
            break;
        case Inside::scalar:
            if (text::is_space(byte) || byte == ',' || byte == ']' || byte == '}') {
                c.end_scalar();
            } else {
                if (c.token.size() >= 4096) c.fault = CJSON_MALFORMED;
                c.token.push_back(char(byte));
                at++;
            }
            break;
        case Inside::record_scalar:
            if (text::is_space(byte) || byte == ',' || byte == ']' || byte == '}') {
                c.end_record(base + at);
                *found = 1;
                return at;
            }
            at++;
            break;
        case Inside::record:
            at++;
            if (byte == '"') {
                c.inside = Inside::record_text;
            } else if (byte == '{' || byte == '[') {
                c.depth++;
            } else if ((byte == '}' || byte == ']') && --c.depth == 0) {
                c.end_record(base + at);
                *found = 1;
                c.position = base + at;
                return at;
            }
            break;
        }
    }
    if (!c.fault) c.position = base + at;
    return at;
}

int cjson_cutter_in_record(const cjson_cutter *c) {
    return c->inside == Inside::record || c->inside == Inside::record_text || c->inside == Inside::record_scalar;
}

size_t cjson_cutter_start(const cjson_cutter *c) { return c->start; }
size_t cjson_cutter_end(const cjson_cutter *c) { return c->end; }

int cjson_cutter_finish(cjson_cutter *c) {
    if (c->fault) return 0;
    if (c->inside == Inside::record_scalar) {
        c->end_record(c->position);
        if (c->open.empty()) return 1;
        c->fault = CJSON_CUT_SHORT;
        return 1;
    }
    if (c->inside == Inside::scalar) c->end_scalar();
    if (!c->fault && (!c->open.empty() || c->inside != Inside::gaps)) c->fault = CJSON_CUT_SHORT;
    return 0;
}

uint32_t cjson_cutter_fault(const cjson_cutter *c) { return c->fault; }
size_t cjson_cutter_position(const cjson_cutter *c) { return c->position; }

}
