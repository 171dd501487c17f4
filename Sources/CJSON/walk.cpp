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

/// A string that has no escapes and no white space before the next mark, as nearly all; false, and nothing taken, if it is another.
[[gnu::always_inline]] inline bool Walk::plain(Text &out) {
    const size_t first = at[0] + 1, next = at[1];
    if (next_escape < next || next <= first || bytes[next - 1] != '"') return false;
    at++;
    out = {bytes + first, next - 1 - first, CJSON_STRING};
    return true;
}

/// A string without its quotes and escapes; false if it has a bad escape.
bool Walk::string(Text &out) {
    // It ends before the next mark; between them there can be white space only.
    size_t end = at[1];
    const size_t first = at[0] + 1;
    while (end > first && text::is_space(bytes[end - 1])) end--;
    if (end <= first || bytes[end - 1] != '"') return false;
    at++;
    out = {bytes + first, end - 1 - first, CJSON_STRING};
    return next_escape >= end || unescape(out);
}

/// Takes the escapes out of a string, if there are any.
bool Walk::unescape(Text &string) {
    const size_t first = size_t(string.start - bytes), end = first + string.count;
    if (next_escape < first) {
        auto found = static_cast<const uint8_t *>(std::memchr(string.start, '\\', count - first));
        next_escape = found ? size_t(found - bytes) : count;
    }
    if (next_escape >= end) return true;
    uint8_t *target = reader.room(string.count);
    ptrdiff_t written = text::unescape(string.start, string.count, target, surrogates);
    if (written < 0) return false;
    next_escape = end;
    string.start = target;
    string.count = size_t(written);
    return true;
}

/// Takes a string, number, boolean or null.
bool Walk::scalar(uint8_t first, Text &out) {
    const uint8_t *start = bytes + *at;
    if (first == '"') {
        if (!string(out)) return false;
        if (out.start != start + 1) reader.arena_used += out.count;
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
    Node *const here = node >= 0 ? &reader.nodes[size_t(node)] : nullptr;
    at++;
    if (peek() == '}') {
        at++;
        return true;
    }
    for (unsigned last = 0;;) {
        if (peek() != '"') return false;
        Text key;
        if (!(plain(key) || string(key)) || peek() != ':') return false;
        at++;
        int child = here ? here->child(key.start, key.count, last) : -1;
        if (child >= 0) {
            uint64_t &seen = reader.seen[size_t(child)];
            reader.repeated_keys += seen == number;
            seen = number;
        }
        Text text;
        if (peek() == '"' && plain(text)) {
            if (child >= 0) put(reader.nodes[size_t(child)].leaves, text);
        } else if (!value(child, depth)) {
            return false;
        }
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

bool Walk::value(int node, int depth) {
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
