// Walks one record along the places of its brackets, marks and values, which simdjson found.
#pragma once

#include "reader.hpp"

/// Judges every value of records that stand in the same bytes, and keeps those that are wanted.
///
/// `at` holds offsets in `bytes` of what is no white space and no inside of a string or word, in order, with the end of the bytes
/// behind the last. What it takes is JSON by RFC 8259, as simdjson has looked for control characters and bad UTF-8 already.
class Walk {
public:
    Walk(cjson_reader &reader, const uint8_t *bytes, const uint32_t *at, size_t count)
        : reader(reader), bytes(bytes), at(at), count(count) {}

    /// Whether all up to `end`, around which there is no white space, is one object; its values go to the reader's last row. If it is
    /// not, the place stays where it was.
    bool record(size_t end);
    /// Moves on to what stands at `offset` or behind it.
    void pass(size_t offset) {
        while (*at < offset) at++;
    }

    /// Half surrogate pairs in the last record.
    uint32_t surrogates = 0;

private:
    /// A value on its way. (The halves of a `cjson_value` in memory would keep the processor waiting.)
    struct Text {
        const uint8_t *start;
        size_t count, kind;
    };

    cjson_reader &reader;
    const uint8_t *const bytes;
    const uint32_t *at;
    const size_t count;
    size_t stop = 0;
    cjson_value *row = nullptr;
    // The first backslash behind the last string that was looked at, or a place before it.
    size_t next_escape = 0;

    /// The byte of the next mark or value, 0 behind the record.
    uint8_t peek() const { return *at < stop ? bytes[*at] : 0; }

    bool object(int node, int depth);
    bool array(int node, int depth);
    bool value(int node, int depth);
    bool plain(Text &out);
    bool string(Text &out);
    bool unescape(Text &string);
    bool scalar(uint8_t first, Text &out);
    void put(const std::vector<Leaf> &leaves, Text text);
};
