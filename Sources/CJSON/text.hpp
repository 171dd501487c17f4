// Small pieces of JSON text: white space, numbers, escapes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace text {

inline bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }
inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// Whether all of `bytes` is one number by RFC 8259.
bool is_number(const uint8_t *bytes, size_t count);

/// Writes a string's content without its escapes; lone surrogates become U+FFFD and are counted. Returns the bytes
/// written (never more than `count`), or -1 - offset of a bad escape.
ptrdiff_t unescape(const uint8_t *bytes, size_t count, uint8_t *out, uint32_t &repairs);

/// Rewrites Python's notation (quotes, escapes, True, False, None) as JSON. `out` must hold 3 × `count`; returns the bytes written, 0 if
/// a string does not end or has an escape of neither.
size_t json_of_python(const uint8_t *bytes, size_t count, uint8_t *out);

}  // namespace text
