#include "text.hpp"

#include <cstring>
#include <vector>

#include "cjson.h"

namespace text {

bool is_number(const uint8_t *bytes, size_t count) {
    size_t at = 0;
    if (at < count && bytes[at] == '-') at++;
    if (at >= count || !is_digit(bytes[at])) return false;
    if (bytes[at] == '0') at++;
    else while (at < count && is_digit(bytes[at])) at++;
    if (at < count && bytes[at] == '.') {
        size_t first = ++at;
        while (at < count && is_digit(bytes[at])) at++;
        if (at == first) return false;
    }
    if (at < count && (bytes[at] == 'e' || bytes[at] == 'E')) {
        at++;
        if (at < count && (bytes[at] == '+' || bytes[at] == '-')) at++;
        size_t first = at;
        while (at < count && is_digit(bytes[at])) at++;
        if (at == first) return false;
    }
    return at == count;
}

static int hex4(const uint8_t *bytes) {
    int value = 0;
    for (int i = 0; i < 4; i++) {
        uint8_t c = bytes[i];
        int digit = is_digit(c) ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
        if (digit < 0) return -1;
        value = value * 16 + digit;
    }
    return value;
}

static size_t encode(uint32_t scalar, uint8_t *out) {
    if (scalar < 0x80) {
        out[0] = uint8_t(scalar);
        return 1;
    }
    if (scalar < 0x800) {
        out[0] = uint8_t(0xC0 | scalar >> 6);
        out[1] = uint8_t(0x80 | (scalar & 63));
        return 2;
    }
    if (scalar < 0x10000) {
        out[0] = uint8_t(0xE0 | scalar >> 12);
        out[1] = uint8_t(0x80 | (scalar >> 6 & 63));
        out[2] = uint8_t(0x80 | (scalar & 63));
        return 3;
    }
    out[0] = uint8_t(0xF0 | scalar >> 18);
    out[1] = uint8_t(0x80 | (scalar >> 12 & 63));
    out[2] = uint8_t(0x80 | (scalar >> 6 & 63));
    out[3] = uint8_t(0x80 | (scalar & 63));
    return 4;
}

ptrdiff_t unescape(const uint8_t *bytes, size_t count, uint8_t *out, uint32_t &repairs) {
    size_t at = 0, written = 0;
    while (at < count) {
        auto found = static_cast<const uint8_t *>(std::memchr(bytes + at, '\\', count - at));
        size_t plain = (found ? size_t(found - bytes) : count) - at;
        std::memmove(out + written, bytes + at, plain);
        written += plain;
        at += plain;
        if (!found) break;
        if (at + 1 >= count) return -1 - ptrdiff_t(at);
        uint8_t kind = bytes[at + 1];
        static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
        if (kind != 'u') {
            auto name = kind ? std::strchr(names, kind) : nullptr;
            if (!name) return -1 - ptrdiff_t(at);
            out[written++] = uint8_t(values[name - names]);
            at += 2;
            continue;
        }
        int first = at + 6 <= count ? hex4(bytes + at + 2) : -1;
        if (first < 0) return -1 - ptrdiff_t(at);
        at += 6;
        uint32_t scalar = uint32_t(first);
        if (first >= 0xD800 && first < 0xE000) {
            int second = first < 0xDC00 && at + 6 <= count && bytes[at] == '\\' && bytes[at + 1] == 'u'
                ? hex4(bytes + at + 2) : -1;
            if (second >= 0xDC00 && second < 0xE000) {
                scalar = 0x10000 + ((scalar - 0xD800) << 10) + uint32_t(second - 0xDC00);
                at += 6;
            } else {
                scalar = 0xFFFD;
                repairs++;
            }
        }
        written += encode(scalar, out + written);
    }
    return ptrdiff_t(written);
}

}  // namespace text

extern "C" size_t cjson_repair_utf8(const uint8_t *bytes, size_t count, uint8_t *out, uint32_t *repairs) {
    size_t at = 0, written = 0;
    while (at < count) {
        uint8_t lead = bytes[at];
        if (lead < 0x80) {
            out[written++] = bytes[at++];
            continue;
        }
        int more = lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : 0;
        uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        size_t end = at + 1;
        while (more > 0 && end < count && bytes[end] >= low && bytes[end] <= high) {
            low = 0x80;
            high = 0xBF;
            end++;
            more--;
        }
        if (lead >= 0xC2 && lead < 0xF5 && more == 0) {
            std::memcpy(out + written, bytes + at, end - at);
            written += end - at;
        } else {
            std::memcpy(out + written, "\xEF\xBF\xBD", 3);
            written += 3;
            ++*repairs;
        }
        at = end;
    }
    return written;
}

// Sixteen bytes at once, each lane counting up to 255: lines are too short here for a search from one to the next.
typedef uint8_t lanes __attribute__((vector_size(16)));

static inline lanes feeds_at(const uint8_t *bytes) {
    lanes some;
    std::memcpy(&some, bytes, sizeof some);
    return lanes(some == '\n');
}

static inline size_t sum_of(lanes sums) {
#if defined(__SSE2__)
    typedef char bytes_of_sums __attribute__((vector_size(16)));
    auto halves = __builtin_ia32_psadbw128(bytes_of_sums(sums), bytes_of_sums{});
    return size_t(halves[0]) + size_t(halves[1]);
#else
    size_t sum = 0;
    for (size_t lane = 0; lane < sizeof(lanes); lane++) sum += sums[lane];
    return sum;
#endif
}

extern "C" size_t cjson_count_feeds(const uint8_t *bytes, size_t count, size_t *line_start) {
    constexpr size_t four = 4 * sizeof(lanes);
    size_t feeds = 0, at = 0;
    while (at + four <= count) {
        lanes sums = {};
        // A lane counts four at most in each round.
        for (int round = 0; round < 63 && at + four <= count; round++, at += four) {
            sums -= feeds_at(bytes + at) + feeds_at(bytes + at + 16) + feeds_at(bytes + at + 32) + feeds_at(bytes + at + 48);
        }
        feeds += sum_of(sums);
    }
    lanes sums = {};
    for (; at + sizeof(lanes) <= count; at += sizeof(lanes)) sums -= feeds_at(bytes + at);
    feeds += sum_of(sums);
    for (; at < count; at++) feeds += bytes[at] == '\n';
    auto last = feeds ? static_cast<const uint8_t *>(memrchr(bytes, '\n', count)) : nullptr;
    *line_start = last ? size_t(last - bytes) + 1 : 0;
    return feeds;
}

extern "C" uint32_t cjson_check(const uint8_t *bytes, size_t count, size_t *offset) {
    enum { value, value_or_end, key, key_or_end, colon, comma, done } expected = value;
    std::vector<uint8_t> open;
    size_t at = 0;
    auto fault = [&](uint32_t code) {
        *offset = at;
        return code;
    };
    auto after = [&] { expected = open.empty() ? done : comma; };
    for (;; ) {
        while (at < count && text::is_space(bytes[at])) at++;
        if (at >= count) return expected == done ? uint32_t(CJSON_FINE) : fault(CJSON_CUT_SHORT);
        uint8_t byte = bytes[at];
        bool closes = byte == ']' || byte == '}';
        if (closes && !open.empty() && open.back() == byte
            && (expected == comma || (expected == value_or_end && byte == ']') || (expected == key_or_end && byte == '}'))) {
            open.pop_back();
            at++;
            after();
            continue;
        }
        switch (expected) {
        case done:
            return fault(CJSON_MALFORMED);
        case comma:
            if (byte != ',') return fault(CJSON_MALFORMED);
            expected = open.back() == '}' ? key : value;
            at++;
            continue;
        case colon:
            if (byte != ':') return fault(CJSON_MALFORMED);
            expected = value;
            at++;
            continue;
        case key:
        case key_or_end:
            if (byte == '\'') return fault(CJSON_PYTHON);
            if (byte != '"') return fault(CJSON_MALFORMED);
            break;
        default:
            break;
        }
        if (byte == '{' || byte == '[') {
            if (open.size() >= CJSON_DEPTH) return fault(CJSON_TOO_DEEP);
            open.push_back(byte == '{' ? '}' : ']');
            expected = byte == '{' ? key_or_end : value_or_end;
            at++;
        } else if (byte == '"') {
            size_t start = ++at;
            while (at < count && bytes[at] != '"') {
                if (bytes[at] < 0x20) return fault(CJSON_MALFORMED);
                at += bytes[at] == '\\' ? 2 : 1;
            }
            if (at >= count) {
                at = start - 1;
                return fault(CJSON_CUT_SHORT);
            }
            std::vector<uint8_t> scratch(at - start + 4);
            uint32_t repairs = 0;
            ptrdiff_t written = text::unescape(bytes + start, at - start, scratch.data(), repairs);
            if (written < 0) {
                at = start + size_t(-1 - written);
                return fault(CJSON_MALFORMED);
            }
            at++;
            if (expected == key || expected == key_or_end) expected = colon;
            else after();
        } else {
            size_t end = at;
            while (end < count && !text::is_space(bytes[end]) && !std::strchr(",:[]{}\"", bytes[end] ? bytes[end] : 1)) end++;
            size_t length = end - at;
            auto is = [&](const char *word) {
                return std::strlen(word) == length && std::memcmp(bytes + at, word, length) == 0;
            };
            if (is("True") || is("False") || is("None") || byte == '\'') return fault(CJSON_PYTHON);
            if (!is("true") && !is("false") && !is("null") && !text::is_number(bytes + at, length)) return fault(CJSON_MALFORMED);
            at = end;
            after();
        }
    }
}
