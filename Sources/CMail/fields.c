// The fields of a header before GMime sees them. It makes an object of each and reads the addresses in some, which takes longer than
// all that is done here: what nobody asks for is left out.
#include "internal.h"

#include <string.h>

// Longer messages are given as they are: the time goes elsewhere then, and a copy would take memory.
enum { longest_trimmed = 1 << 20 };

static const uint8_t *line_end(const uint8_t *line, const uint8_t *end) {
    const uint8_t *found = memchr(line, '\n', (size_t)(end - line));
    return found ? found + 1 : end;
}

static int is_blank(const uint8_t *line, const uint8_t *next) {
    return *line == '\n' || (*line == '\r' && next - line == 2 && line[1] == '\n');
}

// How long the name of the field is that begins here; 0 if that is no field.
static size_t name_length(const uint8_t *line, const uint8_t *next) {
    const uint8_t *at = line;
    while (at < next && *at > ' ' && *at < 0x7F && *at != ':') at++;
    return at < next && *at == ':' ? (size_t)(at - line) : 0;
}

// The field with the lines that go on with it.
static const uint8_t *field_end(const uint8_t *line, const uint8_t *end) {
    const uint8_t *next = line_end(line, end);
    while (next < end && (*next == ' ' || *next == '\t')) next = line_end(next, end);
    return next;
}

static int is_wanted(const cmail *mail, const uint8_t *name, size_t length) {
    // GMime needs what tells of parts, in a message's header as in theirs.
    if (length > 8 && g_ascii_strncasecmp((const char *)name, "Content-", 8) == 0) return 1;
    const char *wanted = (const char *)mail->wanted.bytes;
    for (size_t at = 0; at < mail->wanted_count; at += strlen(wanted + at) + 1)
        if (g_ascii_strncasecmp(wanted + at, (const char *)name, length) == 0 && wanted[at + length] == 0) return 1;
    return 0;
}

void cmail_want(cmail *mail, const char *name) {
    size_t length = strlen(name) + 1;
    if (!mail || length == 1 || !cmail_reserve(&mail->wanted, mail->wanted_count + length)) return;
    memcpy(mail->wanted.bytes + mail->wanted_count, name, length);
    mail->wanted_count += length;
}

const uint8_t *cmail_trim(cmail *mail, const uint8_t *bytes, size_t count, size_t *trimmed) {
    const uint8_t *const end = bytes + count;
    if (count > longest_trimmed || mail->wanted_count == 0 || !cmail_reserve(&mail->trimmed, count)) return NULL;
    size_t kept = 0;
    const uint8_t *line = bytes, *run = bytes;
    while (line < end) {
        const uint8_t *next = line_end(line, end);
        if (is_blank(line, next)) break;
        size_t length = name_length(line, next);
        // What GMime makes of a header that is not only fields is for it to say.
        if (length == 0) return NULL;
        next = field_end(line, end);
        if (!is_wanted(mail, line, length)) {
            memcpy(mail->trimmed.bytes + kept, run, (size_t)(line - run));
            kept += (size_t)(line - run);
            run = next;
        }
        line = next;
    }
    if (line >= end || kept + (size_t)(line - run) == 0) return NULL;
    memcpy(mail->trimmed.bytes + kept, run, (size_t)(end - run));
    *trimmed = kept + (size_t)(end - run);
    return mail->trimmed.bytes;
}

char *cmail_raw_field(const uint8_t *bytes, size_t count, const char *name) {
    const uint8_t *const end = bytes + count;
    const size_t wanted = strlen(name);
    for (const uint8_t *line = bytes; line < end;) {
        const uint8_t *next = line_end(line, end);
        if (is_blank(line, next)) return NULL;
        next = field_end(line, end);
        if (name_length(line, next) == wanted && g_ascii_strncasecmp((const char *)line, name, wanted) == 0)
            return g_strndup((const char *)line + wanted + 1, (gsize)(next - line - (ptrdiff_t)wanted - 1));
        line = next;
    }
    return NULL;
}
