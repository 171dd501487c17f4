// Line feeds are gathered sixty-four bytes at a time as a word of bits: lines are too short for a search from each to the next.
#include "lines.hpp"

#include <cstring>

#include "text.hpp"

namespace {

const size_t block_size = 64;

/// A bit for each line feed in 64 bytes.
inline uint64_t feeds_in(const uint8_t *bytes) {
    typedef uint8_t lanes __attribute__((vector_size(16)));
    // Each lane keeps one bit of its own, then lanes are added up to a byte.
    uint64_t bits = 0;
    for (size_t part = 0; part < 4; part++) {
        lanes some;
        std::memcpy(&some, bytes + 16 * part, sizeof some);
#if defined(__SSE2__)
        typedef char marks __attribute__((vector_size(16)));
        bits |= uint64_t(uint32_t(__builtin_ia32_pmovmskb128(marks(some == '\n')))) << (16 * part);
#else
        const lanes found = lanes(some == '\n');
        for (size_t lane = 0; lane < 16; lane++) bits |= uint64_t(found[lane] & 1) << (16 * part + lane);
#endif
    }
    return bits;
}

}  // namespace

void cjson_lines::find(const uint8_t *bytes, size_t length) {
    count = 0;
    size_t at = 0;
    for (; at + block_size <= length; at += block_size) {
        uint64_t bits = feeds_in(bytes + at);
        if (count + block_size > ends.size()) ends.resize(2 * ends.size() + 1024);
        const size_t more = size_t(__builtin_popcountll(bits));
        uint32_t *target = ends.data() + count;
        // Most blocks hold none or one, which of both cannot be foretold: one is written always.
        target[0] = uint32_t(at) + uint32_t(bits ? __builtin_ctzll(bits) : 0);
        for (size_t i = 1; i < more; i++) {
            bits &= bits - 1;
            target[i] = uint32_t(at) + uint32_t(__builtin_ctzll(bits));
        }
        count += more;
    }
    if (count + block_size > ends.size()) ends.resize(2 * ends.size() + 1024);
    for (; at < length; at++)
        if (bytes[at] == '\n') ends[count++] = uint32_t(at);
}

extern "C" {

cjson_lines *cjson_lines_open(void) { return new cjson_lines(); }
void cjson_lines_close(cjson_lines *lines) { delete lines; }

size_t cjson_lines_find(cjson_lines *lines, const uint8_t *bytes, size_t count, size_t *filled) {
    lines->find(bytes, count);
    size_t full = 0;
    for (size_t line = 0, start = 0; line <= lines->count; line++) {
        const size_t end = line < lines->count ? lines->ends[line] : count;
        while (start < end && text::is_space(bytes[start])) start++;
        full += start < end;
        start = end + 1;
    }
    *filled = full;
    return lines->count;
}

}
