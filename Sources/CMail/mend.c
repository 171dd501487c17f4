// Boundaries that GMime does not follow: with text after them on their lines, or longer than its buffer.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

size_t cmail_header_end(const uint8_t *bytes, size_t count) {
    const uint8_t *end = bytes + count;
    for (const uint8_t *line = bytes; line < end;) {
        const uint8_t *next = memchr(line, '\n', (size_t)(end - line));
        if (!next) return count;
        if (next == line || (next == line + 1 && *line == '\r')) return (size_t)(next + 1 - bytes);
        line = next + 1;
    }
    return count;
}

uint8_t *cmail_mend(const char *declared, const uint8_t *bytes, size_t count, size_t *mended) {
    size_t length = strlen(declared);
    static const char start[] = "Content-Type: multipart/mixed; boundary=\"=_mended_=\"\n\n";
    static const char boundary[] = "--=_mended_=";
    size_t header = cmail_header_end(bytes, count);
    size_t at = 0;
    // A boundary line is never shorter than four bytes, and grows to less than twenty.
    uint8_t *copy = malloc(sizeof start + header + (count - header) * 5 + 64);
    if (!copy) return NULL;
    // The other fields stay with the first message's header; this one is read for its parts only.
    for (const uint8_t *line = bytes; line < bytes + header;) {
        const uint8_t *next = memchr(line, '\n', (size_t)(bytes + header - line));
        next = next ? next + 1 : bytes + header;
        while (next < bytes + header && (*next == ' ' || *next == '\t')) {
            const uint8_t *more = memchr(next, '\n', (size_t)(bytes + header - next));
            next = more ? more + 1 : bytes + header;
        }
        size_t size = (size_t)(next - line);
        int is_type = size > 13 && g_ascii_strncasecmp((const char *)line, "content-type:", 13) == 0;
        if (!is_type && *line != '\n' && *line != '\r') {
            memcpy(copy + at, line, size);
            at += size;
        }
        line = next;
    }
    memcpy(copy + at, start, sizeof start - 1);
    at += sizeof start - 1;
    for (const uint8_t *line = bytes + header; line < bytes + count;) {
        const uint8_t *next = memchr(line, '\n', (size_t)(bytes + count - line));
        next = next ? next + 1 : bytes + count;
        size_t size = (size_t)(next - line);
        if (size >= length + 2 && line[0] == '-' && line[1] == '-' && memcmp(line + 2, declared, length) == 0) {
            int is_closing = size >= length + 4 && line[length + 2] == '-' && line[length + 3] == '-';
            memcpy(copy + at, boundary, sizeof boundary - 1);
            at += sizeof boundary - 1;
            if (is_closing) copy[at++] = '-', copy[at++] = '-';
            if (size > 1 && next[-2] == '\r') copy[at++] = '\r';
            copy[at++] = '\n';
        } else {
            memcpy(copy + at, line, size);
            at += size;
        }
        line = next;
    }
    *mended = at;
    return copy;
}
