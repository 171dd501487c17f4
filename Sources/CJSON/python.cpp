// Python's repr of a dictionary, rewritten as JSON. Only the notation changes here: the result is judged as JSON afterwards.
#include "text.hpp"

#include <cstdio>
#include <cstring>

namespace text {

namespace {

unsigned hex(const uint8_t *bytes, size_t count, bool &good) {
    unsigned value = 0;
    for (size_t i = 0; i < count; i++) {
        uint8_t byte = bytes[i] | 32;
        if (is_digit(bytes[i])) value = value * 16 + (bytes[i] - '0');
        else if (byte >= 'a' && byte <= 'f') value = value * 16 + (byte - 'a' + 10);
        else good = false;
    }
    return value;
}

size_t put_unit(uint8_t *out, unsigned unit) {
    char made[8];
    std::snprintf(made, sizeof made, "\\u%04x", unit & 0xFFFF);
    std::memcpy(out, made, 6);
    return 6;
}

/// Copies one escape, `at` behind the backslash; returns the bytes of input used, 0 if it is none.
size_t put_escape(const uint8_t *bytes, size_t left, uint8_t *out, size_t &written) {
    bool good = true;
    size_t digits = bytes[0] == 'x' ? 2 : bytes[0] == 'u' ? 4 : bytes[0] == 'U' ? 8 : 0;
    if (digits > 0) {
        if (left < digits + 1) return 0;
        unsigned scalar = hex(bytes + 1, digits, good);
        if (!good || scalar > 0x10FFFF) return 0;
        if (scalar >= 0x10000) {
            written += put_unit(out + written, 0xD800 + ((scalar - 0x10000) >> 10));
            scalar = 0xDC00 + ((scalar - 0x10000) & 0x3FF);
        }
        written += put_unit(out + written, scalar);
        return digits + 1;
    }
    if (bytes[0] == '\'') {
        out[written++] = '\'';
    } else if (std::strchr("nrtbf\\\"", bytes[0]) && bytes[0] != 0) {
        out[written++] = '\\';
        out[written++] = bytes[0];
    } else if (bytes[0] == 'a' || bytes[0] == 'v') {
        written += put_unit(out + written, bytes[0] == 'a' ? 7 : 11);
    } else {
        return 0;
    }
    return 1;
}

}  // namespace

size_t json_of_python(const uint8_t *bytes, size_t count, uint8_t *out) {
    size_t written = 0;
    for (size_t at = 0; at < count;) {
        uint8_t byte = bytes[at];
        bool is_prefixed = (byte == 'u' || byte == 'b') && at + 1 < count && (bytes[at + 1] == '\'' || bytes[at + 1] == '"');
        if (is_prefixed) byte = bytes[++at];
        if (byte == '\'' || byte == '"') {
            out[written++] = '"';
            for (at++; at < count && bytes[at] != byte;) {
                if (bytes[at] == '\\' && at + 1 < count) {
                    size_t used = put_escape(bytes + at + 1, count - at - 1, out, written);
                    if (used == 0) return 0;
                    at += used + 1;
                } else if (bytes[at] == '"') {
                    out[written++] = '\\';
                    out[written++] = bytes[at++];
                } else if (bytes[at] < 0x20) {
                    return 0;
                } else {
                    out[written++] = bytes[at++];
                }
            }
            if (at >= count) return 0;
            at++;
            out[written++] = '"';
            continue;
        }
        auto is = [&](const char *word) { size_t n = std::strlen(word); return count - at >= n && std::memcmp(bytes + at, word, n) == 0; };
        const char *same = is("True") ? "true" : is("False") ? "false" : is("None") ? "null" : nullptr;
        if (same) {
            std::memcpy(out + written, same, std::strlen(same));
            written += std::strlen(same);
            at += same[0] == 'f' ? 5 : 4;
        } else {
            out[written++] = byte;
            at++;
        }
    }
    return written;
}

}  // namespace text
