#include "walk.hpp"

#include "text.hpp"

bool Walk::record(size_t end) {
    const uint32_t *before = at;
    stop = end;
    row = reader.begin_record();
    surrogates = 0;
    if (peek() == '{' && object(0, 1) && at[-1] == end - 1) return true;
    at = before;
    reader.drop_record();
    return false;
}

/// A string without its quotes and escapes; false if it has a bad escape.
[[gnu::always_inline]] inline bool Walk::string(const uint8_t *&start, size_t &length) {
    // It ends before the next mark; between them there can be white space only.
    size_t end = at[1];
    const size_t first = at[0] + 1;
    if (bytes[end - 1] != '"')
        while (end > first && text::is_space(bytes[end - 1])) end--;
    if (end <= first || bytes[end - 1] != '"') return false;
    at++;
    start = bytes + first;
    length = end - 1 - first;
    return next_escape >= end || unescape(start, length);
}

bool Walk::unescape(const uint8_t *&start, size_t &length) {
    const size_t first = size_t(start - bytes), end = first + length;
    if (next_escape < first) {
        auto found = static_cast<const uint8_t *>(std::memchr(start, '\\', count - first));
        next_escape = found ? size_t(found - bytes) : count;
        if (next_escape >= end) return true;
    }
    uint8_t *target = reader.room(length);
    ptrdiff_t written = text::unescape(start, length, target, surrogates);
    if (written < 0) return false;
    next_escape = end;
    start = target;
    length = size_t(written);
    return true;
}

/// Takes a string, number, boolean or null.
[[gnu::always_inline]] inline bool Walk::scalar(uint8_t first, Text &out) {
    const uint8_t *start = bytes + *at;
    if (first == '"') {
        size_t length;
        const uint8_t *raw = start + 1;
        if (!string(start, length)) return false;
        if (start != raw) reader.arena_used += length;
        out = {start, length, CJSON_STRING};
        return true;
    }
    const uint8_t *end = bytes + at[1];
    while (end > start && text::is_space(end[-1])) end--;
    size_t length = size_t(end - start);
    at++;
    auto is = [&](const char *word, size_t letters) { return length == letters && std::memcmp(start, word, letters) == 0; };
    switch (first) {
    case 't':
    case 'f':
        out = {start, length, CJSON_BOOLEAN};
        return is("true", 4) || is("false", 5);
    case 'n':
        out = {start, 0, CJSON_ABSENT};
        return is("null", 4);
    default:
        out = {start, length, CJSON_NUMBER};
        return text::is_number(start, length);
    }
}

bool Walk::object(int node, int depth) {
    const uint64_t number = ++reader.objects;
    at++;
    if (peek() == '}') {
        at++;
        return true;
    }
    for (unsigned last = 0;;) {
        if (peek() != '"') return false;
        const uint8_t *key;
        size_t length;
        if (!string(key, length) || peek() != ':') return false;
        at++;
        int child = node >= 0 ? reader.nodes[size_t(node)].child(key, length, last) : -1;
        if (child >= 0) {
            uint64_t &last = reader.seen[size_t(child)];
            reader.repeated_keys += last == number;
            last = number;
        }
        if (!value(child, depth)) return false;
        uint8_t mark = peek();
        at++;
        if (mark == '}') return true;
        if (mark != ',') return false;
    }
}

/// Scalars of a wanted array are given as one text, joined by ", ".
bool Walk::array(int node, int depth) {
    at++;
    if (peek() == ']') {
        at++;
        return true;
    }
    bool joins = node >= 0 && !reader.nodes[size_t(node)].leaves.empty();
    std::string text;
    for (size_t index = 0;; index++) {
        int child = -1;
        if (node >= 0)
            for (auto &entry : reader.nodes[size_t(node)].indexes)
                if (entry.first == index) child = entry.second;
        uint8_t first = peek();
        if (joins && child < 0 && first != '{' && first != '[') {
            Text out;
            if (!scalar(first, out)) return false;
            if (out.count > 0) {
                if (!text.empty()) text += ", ";
                text.append(reinterpret_cast<const char *>(out.start), out.count);
            }
        } else if (!value(child, depth)) {
            return false;
        }
        uint8_t mark = peek();
        at++;
        if (mark == ']') break;
        if (mark != ',') return false;
    }
    if (text.empty()) return true;
    uint8_t *target = reader.room(text.size());
    std::memcpy(target, text.data(), text.size());
    reader.arena_used += text.size();
    put(reader.nodes[size_t(node)].leaves, {target, text.size(), CJSON_STRING});
    return true;
}

[[gnu::always_inline]] inline bool Walk::value(int node, int depth) {
    uint8_t first = peek();
    if (first != '{' && first != '[') {
        Text out;
        if (!scalar(first, out)) return false;
        if (node >= 0) put(reader.nodes[size_t(node)].leaves, out);
        return true;
    }
    if (depth >= CJSON_DEPTH) return false;
    const uint8_t *start = bytes + *at;
    if (!(first == '{' ? object(node, depth + 1) : array(node, depth + 1))) return false;
    if (node < 0 || reader.nodes[size_t(node)].wholes.empty()) return true;
    put(reader.nodes[size_t(node)].wholes, {start, size_t(bytes + at[-1] + 1 - start), CJSON_STRING});
    return true;
}

[[gnu::always_inline]] inline void Walk::put(const std::vector<Leaf> &leaves, Text text) {
    for (const Leaf &leaf : leaves) {
        cjson_value &slot = row[leaf.slot];
        uint32_t &rank = reader.ranks[leaf.slot];
        // A later duplicate key of the same rank wins, as in JavaScript and Python.
        if (slot.kind != CJSON_ABSENT && rank < leaf.rank) continue;
        if (text.count > 0) {
            slot = {text.start, uint32_t(text.count), uint32_t(text.kind)};
            rank = leaf.rank;
        } else if (rank == leaf.rank) {
            slot = {};
        }
    }
}
