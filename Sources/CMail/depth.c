// GMime's parser calls itself for each level of a message: what nests too deep must be seen before.
#define _GNU_SOURCE
#include "internal.h"

#include <string.h>

#define MOST_LEVELS 256

typedef struct {
    const uint8_t *bytes;
    size_t count;
} stretch;

static int is_named(const uint8_t *slash, const uint8_t *start, const char *name, size_t length) {
    return (size_t)(slash - start) >= length && g_ascii_strncasecmp((const char *)slash - length, name, length) == 0;
}

// The boundary that the header around `from` declares; none if it cannot be found there.
static stretch boundary(const uint8_t *from, const uint8_t *end) {
    const uint8_t *limit = end - from > 2048 ? from + 2048 : end;
    for (const uint8_t *at = from; at + 9 < limit; at++) {
        if (*at == '\n' && (at[1] == '\n' || (at[1] == '\r' && at[2] == '\n'))) break;
        if ((*at | 32) != 'b' || g_ascii_strncasecmp((const char *)at, "boundary=", 9) != 0) continue;
        const uint8_t *first = at + 9;
        uint8_t quote = *first == '"' ? '"' : 0;
        if (quote) first++;
        const uint8_t *last = first;
        while (last < limit && *last != '\n' && *last != '\r' && (quote ? *last != quote : *last != ';' && *last != ' ')) last++;
        return (stretch){first, (size_t)(last - first)};
    }
    return (stretch){NULL, 0};
}

static int begins(const uint8_t *at, const uint8_t *end, stretch wanted) {
    return wanted.count > 0 && (size_t)(end - at) >= wanted.count && memcmp(at, wanted.bytes, wanted.count) == 0;
}

// Levels are counted rather too high than too low: a level whose boundary is not understood ends with the one around it.
static int measure(const uint8_t *bytes, size_t count, size_t deepest, size_t *offset) {
    stretch levels[MOST_LEVELS];
    size_t depth = 0, messages = 0;
    const uint8_t *end = bytes + count;
    for (const uint8_t *line = bytes; line < end;) {
        const uint8_t *next = memchr(line, '\n', (size_t)(end - line));
        next = next ? next + 1 : end;
        if (next - line > 2 && line[0] == '-' && line[1] == '-') {
            for (size_t level = depth; level > 0; level--) {
                if (!begins(line + 2, next, levels[level - 1])) continue;
                const uint8_t *after = line + 2 + levels[level - 1].count;
                int is_closing = next - after >= 2 && after[0] == '-' && after[1] == '-';
                depth = is_closing ? level - 1 : level;
                messages = 0;
                break;
            }
        }
        for (const uint8_t *slash = line; (slash = memchr(slash, '/', (size_t)(next - slash))); slash++) {
            if (is_named(slash, bytes, "multipart", 9) && depth < MOST_LEVELS) levels[depth++] = boundary(slash, end);
            if (is_named(slash, bytes, "message", 7)) messages++;
        }
        if (depth + messages > deepest) {
            *offset = (size_t)(line - bytes);
            return 0;
        }
        line = next;
    }
    return 1;
}

int cmail_is_shallow(const uint8_t *bytes, size_t count, size_t deepest, size_t *offset) {
    if (deepest >= MOST_LEVELS) deepest = MOST_LEVELS - 1;
    // Most messages do not even name as many multiparts.
    size_t named = 0;
    const uint8_t *end = bytes + count;
    for (const uint8_t *slash = bytes; slash < end && (slash = memchr(slash, '/', (size_t)(end - slash))); slash++) {
        if (is_named(slash, bytes, "multipart", 9) || is_named(slash, bytes, "message", 7)) named++;
    }
    return named <= deepest || measure(bytes, count, deepest, offset);
}

const uint8_t *cmail_find(const uint8_t *bytes, size_t count, const char *needle, size_t needle_count) {
    return memmem(bytes, count, needle, needle_count);
}

const uint8_t *cmail_find_line(const uint8_t *bytes, size_t count, uint8_t first) {
    const uint8_t *end = bytes + count;
    for (const uint8_t *at = bytes; at < end; at++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at || at + 1 >= end) return NULL;
        if (at[1] == first) return at + 1;
    }
    return NULL;
}
