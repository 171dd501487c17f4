// A reader owns simdjson's parser and an arena for unescaped strings; values point into the arena or into the caller's bytes.
// simdjson judges and walks every value of a record; only where it objects does `cjson_check` look for the place.
#include "cjson.h"

#include <simdjson.h>

#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text.hpp"

using namespace simdjson;

namespace {

struct Leaf {
    size_t slot;
    uint32_t rank;
};

/// One step of the wanted paths: children by key or by index, and the slots fed from here.
struct Node {
    std::vector<std::pair<std::string, int>> keys;
    std::vector<std::pair<size_t, int>> indexes;
    std::vector<Leaf> leaves;
    std::vector<Leaf> wholes;  // slots fed with the object or list as it is written
    uint8_t buckets[64] = {};  // 0: no key of that shape; else 1 + the first key of the bucket
    std::vector<uint8_t> next;

    static unsigned shape(std::string_view key) {
        if (key.empty()) return 0;
        return (unsigned(key.size()) * 7 + uint8_t(key.front()) * 3 + uint8_t(key.back())) & 63;
    }

    void index_keys() {
        std::memset(buckets, 0, sizeof buckets);
        next.assign(keys.size(), 0);
        for (size_t i = 0; i < keys.size() && i < 255; i++) {
            auto &bucket = buckets[shape(keys[i].first)];
            next[i] = bucket;
            bucket = uint8_t(i + 1);
        }
    }

    int child(std::string_view key) const {
        for (unsigned i = buckets[shape(key)]; i != 0; i = next[i - 1])
            if (keys[i - 1].first == key) return keys[i - 1].second;
        return -1;
    }
};

}  // namespace

struct cjson_reader {
    size_t slots;
    std::vector<Node> nodes{1};
    ondemand::parser parser;
    std::vector<cjson_record> records;
    std::vector<cjson_value> values;
    std::vector<uint32_t> ranks;
    std::vector<std::unique_ptr<uint8_t[]>> arenas;
    size_t arena_used = 0, arena_size = 0;
    ondemand::document *document = nullptr;
    bool takes_python = false;
    uint32_t repeated_keys = 0;
    // By node: the number of the object that its key was last seen in.
    std::vector<uint64_t> seen;
    uint64_t objects = 0;

    uint8_t *room(size_t count) {
        if (arena_used + count > arena_size) {
            arena_size = std::max<size_t>(count, 1 << 18);
            arenas.emplace_back(new uint8_t[arena_size]);
            arena_used = 0;
        }
        return arenas.back().get() + arena_used;
    }

    int descend(int node, const std::string &key) {
        for (auto &entry : nodes[node].keys)
            if (entry.first == key) return entry.second;
        int made = int(nodes.size());
        nodes.emplace_back();
        nodes[node].keys.emplace_back(key, made);
        nodes[node].index_keys();
        return made;
    }

    int descend(int node, size_t index) {
        for (auto &entry : nodes[node].indexes)
            if (entry.first == index) return entry.second;
        int made = int(nodes.size());
        nodes.emplace_back();
        nodes[node].indexes.emplace_back(index, made);
        return made;
    }

    void put(const Node &node, cjson_value value) { put(node.leaves, value); }

    void put(const std::vector<Leaf> &leaves, cjson_value value) {
        cjson_value *row = values.data() + values.size() - slots;
        for (auto leaf : leaves) {
            // A later duplicate key of the same rank wins, as in JavaScript and Python.
            if (row[leaf.slot].kind != CJSON_ABSENT && ranks[leaf.slot] < leaf.rank) continue;
            if (value.count == 0 && row[leaf.slot].kind != CJSON_ABSENT && ranks[leaf.slot] != leaf.rank) continue;
            if (value.kind == CJSON_ABSENT) {
                if (ranks[leaf.slot] == leaf.rank) row[leaf.slot] = value;
                continue;
            }
            if (value.count == 0) {
                if (ranks[leaf.slot] == leaf.rank) row[leaf.slot] = {};
                continue;
            }
            row[leaf.slot] = value;
            ranks[leaf.slot] = leaf.rank;
        }
    }

    /// A scalar's token without the white space after it.
    static std::string_view trimmed(std::string_view token) {
        while (!token.empty() && text::is_space(uint8_t(token.back()))) token.remove_suffix(1);
        return token;
    }

    template <class V>
    bool scalar(V &value, ondemand::json_type type, cjson_value &out, uint32_t &repairs) {
        std::string_view token;
        if (raw_token(value, token)) return false;
        token = trimmed(token);
        auto start = reinterpret_cast<const uint8_t *>(token.data());
        switch (type) {
        case ondemand::json_type::string: {
            if (token.size() < 2 || token.back() != '"') return false;
            size_t count = token.size() - 2;
            start++;
            if (!std::memchr(start, '\\', count)) {
                out = {start, uint32_t(count), CJSON_STRING};
                return true;
            }
            uint8_t *target = room(count);
            ptrdiff_t written = text::unescape(start, count, target, repairs);
            if (written < 0) return false;
            arena_used += size_t(written);
            out = {target, uint32_t(written), CJSON_STRING};
            return true;
        }
        case ondemand::json_type::number:
            out = {start, uint32_t(token.size()), CJSON_NUMBER};
            return text::is_number(start, token.size());
        case ondemand::json_type::boolean:
            out = {start, uint32_t(token.size()), CJSON_BOOLEAN};
            return token == "true" || token == "false";
        default:
            out = {};
            return token == "null";
        }
    }

    static error_code raw_token(ondemand::value &value, std::string_view &token) {
        token = value.raw_json_token();
        return SUCCESS;
    }

    bool object(ondemand::object &object, int node, int depth, uint32_t &repairs) {
        const uint64_t number = ++objects;
        for (auto item : object) {
            ondemand::field field;
            if (std::move(item).get(field)) return false;
            int child = -1;
            const char *raw = field.key().raw();
            size_t count = 0;
            while (raw[count] != '"') {
                if (raw[count] == '\\') count++;
                count++;
            }
            auto bytes = reinterpret_cast<const uint8_t *>(raw);
            if (std::memchr(raw, '\\', count)) {
                uint8_t *target = room(count);
                ptrdiff_t written = text::unescape(bytes, count, target, repairs);
                if (written < 0) return false;
                if (node >= 0)
                    child = nodes[size_t(node)].child({reinterpret_cast<char *>(target), size_t(written)});
            } else if (node >= 0) {
                child = nodes[size_t(node)].child({raw, count});
            }
            if (child >= 0) {
                repeated_keys += seen[size_t(child)] == number;
                seen[size_t(child)] = number;
            }
            ondemand::value value = field.value();
            if (!visit(value, child, depth + 1, repairs)) return false;
        }
        return true;
    }

    /// Scalars of a wanted array are given as one text, joined by ", ".
    bool array(ondemand::array &array, int node, int depth, uint32_t &repairs) {
        size_t index = 0;
        bool joins = node >= 0 && !nodes[size_t(node)].leaves.empty();
        std::string text;
        for (auto item : array) {
            ondemand::value value;
            if (std::move(item).get(value)) return false;
            int child = -1;
            if (node >= 0)
                for (auto &entry : nodes[size_t(node)].indexes)
                    if (entry.first == index) child = entry.second;
            ondemand::json_type type;
            if (joins && child < 0 && !value.type().get(type) && type != ondemand::json_type::object
                && type != ondemand::json_type::array) {
                cjson_value out;
                if (!scalar(value, type, out, repairs)) return false;
                if (out.count > 0) {
                    if (!text.empty()) text += ", ";
                    text.append(reinterpret_cast<const char *>(out.start), out.count);
                }
            } else if (!visit(value, child, depth + 1, repairs)) {
                return false;
            }
            index++;
        }
        if (!text.empty()) {
            uint8_t *target = room(text.size());
            std::memcpy(target, text.data(), text.size());
            arena_used += text.size();
            put(nodes[size_t(node)], {target, uint32_t(text.size()), CJSON_STRING});
        }
        return true;
    }

    bool visit(ondemand::value &value, int node, int depth, uint32_t &repairs) {
        ondemand::json_type type;
        if (depth > CJSON_DEPTH || value.type().get(type)) return false;
        if (type == ondemand::json_type::object || type == ondemand::json_type::array) {
            const char *start = value.raw_json_token().data();
            if (type == ondemand::json_type::object) {
                ondemand::object inner;
                if (value.get_object().get(inner) || !object(inner, node, depth, repairs)) return false;
            } else {
                ondemand::array inner;
                if (value.get_array().get(inner) || !array(inner, node, depth, repairs)) return false;
            }
            if (node >= 0 && !nodes[size_t(node)].wholes.empty()) whole(nodes[size_t(node)], start);
            return true;
        }
        cjson_value out;
        if (!scalar(value, type, out, repairs)) return false;
        if (node >= 0) put(nodes[size_t(node)], out);
        return true;
    }

    /// Gives the object or list that was just walked: it ends where the next token begins, white space aside.
    void whole(const Node &node, const char *start) {
        const char *end;
        if (document->current_location().get(end) || end <= start) return;
        std::string_view text = trimmed({start, size_t(end - start)});
        put(node.wholes, {reinterpret_cast<const uint8_t *>(text.data()), uint32_t(text.size()), CJSON_STRING});
    }

    /// Whether nothing follows what was walked.
    static bool ends(ondemand::document &document) {
        const char *location;
        return document.current_location().get(location) == OUT_OF_BOUNDS;
    }

    bool walk(const uint8_t *bytes, size_t count, uint32_t &repairs) {
        values.resize(values.size() + slots);
        std::fill(ranks.begin(), ranks.end(), UINT32_MAX);
        seen.resize(nodes.size());
        ondemand::document parsed;
        ondemand::object root;
        padded_string_view view(bytes, count, count + CJSON_PADDING);
        document = &parsed;
        return !parser.iterate(view).get(parsed) && !parsed.get_object().get(root)
            && object(root, 0, 1, repairs) && ends(parsed);
    }

    void read(const uint8_t *bytes, size_t offset, size_t count, size_t line) {
        cjson_record record = {offset, count, line, offset, CJSON_FINE, 0, 0};
        repeated_keys = 0;
        size_t before = values.size();
        if (!walk(bytes + offset, count, record.surrogates)) {
            values.resize(before);
            again(bytes + offset, count, record);
        }
        if (record.fault) values.resize(before + slots);
        if (record.fault) std::fill(values.begin() + long(before), values.end(), cjson_value{});
        record.repeated_keys = repeated_keys;
        records.push_back(record);
    }

    /// The second look at a record that simdjson refused: invalid UTF-8 is repaired, anything else is a fault with a place.
    void again(const uint8_t *bytes, size_t count, cjson_record &record) {
        record.surrogates = 0;
        repeated_keys = 0;
        if (!cjson_is_utf8(bytes, count)) {
            arenas.emplace_back(new uint8_t[count * 3 + CJSON_PADDING]());
            uint8_t *repaired = arenas.back().get();
            arena_used = arena_size = 0;
            uint32_t invalid = 0;
            size_t written = cjson_repair_utf8(bytes, count, repaired, &invalid);
            size_t before = values.size();
            if (walk(repaired, written, record.surrogates)) return;
            values.resize(before);
        }
        size_t place = 0;
        record.fault = cjson_check(bytes, count, &place);
        if (record.fault == CJSON_PYTHON && takes_python && python(bytes, count, record)) return;
        if (!record.fault) {
            size_t first = 0;
            while (first < count && text::is_space(bytes[first])) first++;
            place = first;
            record.fault = first < count && bytes[first] == '{' ? CJSON_MALFORMED : CJSON_NOT_AN_OBJECT;
        }
        record.fault_offset = record.offset + place;
    }

    /// Reads a Python dictionary as the JSON that says the same; false if it is neither.
    bool python(const uint8_t *bytes, size_t count, cjson_record &record) {
        arenas.emplace_back(new uint8_t[count * 3 + CJSON_PADDING]());
        uint8_t *rewritten = arenas.back().get();
        arena_used = arena_size = 0;
        size_t written = text::json_of_python(bytes, count, rewritten);
        size_t before = values.size();
        if (written == 0 || !walk(rewritten, written, record.surrogates)) {
            values.resize(before);
            return false;
        }
        record.fault = CJSON_FINE;
        return true;
    }
};

extern "C" {

cjson_reader *cjson_open(size_t slots) {
    auto reader = new cjson_reader();
    reader->slots = slots;
    reader->ranks.resize(slots);
    return reader;
}

void cjson_close(cjson_reader *reader) { delete reader; }

static void want(cjson_reader *reader, const char *path, size_t count, Leaf leaf, std::vector<Leaf> Node::*leaves) {
    // A key that holds dots itself is found under its whole name too.
    std::string whole(path, count);
    int node = 0;
    size_t at = 0;
    while (at < count) {
        if (path[at] == '[') {
            size_t index = 0;
            for (at++; at < count && path[at] != ']'; at++) index = index * 10 + size_t(path[at] - '0');
            at++;
            node = reader->descend(node, index);
        } else {
            if (path[at] == '.') at++;
            size_t end = at;
            while (end < count && path[end] != '.' && path[end] != '[') end++;
            node = reader->descend(node, std::string(path + at, end - at));
            at = end;
        }
    }
    (reader->nodes[size_t(node)].*leaves).push_back(leaf);
    if (whole.find_first_of(".[") != std::string::npos) {
        node = reader->descend(0, whole);
        (reader->nodes[size_t(node)].*leaves).push_back(leaf);
    }
}

void cjson_want(cjson_reader *reader, const char *path, size_t count, size_t slot, uint32_t rank) {
    want(reader, path, count, {slot, rank}, &Node::leaves);
}

void cjson_want_raw(cjson_reader *reader, const char *path, size_t count, size_t slot, uint32_t rank) {
    want(reader, path, count, {slot, rank}, &Node::wholes);
}

void cjson_allow_python(cjson_reader *reader) { reader->takes_python = true; }

void cjson_reset(cjson_reader *reader) {
    reader->records.clear();
    reader->values.clear();
    if (reader->arenas.size() > 1) {
        reader->arenas.clear();
        reader->arena_size = 0;
    }
    reader->arena_used = 0;
}

size_t cjson_read_lines(cjson_reader *reader, const uint8_t *bytes, size_t count) {
    size_t lines = 0;
    for (size_t start = 0; start < count;) {
        auto found = static_cast<const uint8_t *>(std::memchr(bytes + start, '\n', count - start));
        size_t end = found ? size_t(found - bytes) : count;
        size_t stop = end;
        while (start < stop && text::is_space(bytes[stop - 1])) stop--;
        size_t first = start;
        while (first < stop && text::is_space(bytes[first])) first++;
        if (first < stop) reader->read(bytes, start, stop - start, lines);
        lines += found ? 1 : 0;
        start = end + 1;
    }
    return lines;
}

void cjson_read_record(cjson_reader *reader, const uint8_t *bytes, size_t offset, size_t count) {
    reader->read(bytes, offset, count, 0);
}

size_t cjson_record_count(const cjson_reader *reader) { return reader->records.size(); }
const cjson_record *cjson_records(const cjson_reader *reader) { return reader->records.data(); }
const cjson_value *cjson_values(const cjson_reader *reader) { return reader->values.data(); }

int cjson_is_utf8(const uint8_t *bytes, size_t count) {
    return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count);
}

}
