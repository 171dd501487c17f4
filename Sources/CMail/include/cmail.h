// Reads one e-mail message with GMime: its header fields, and its parts without their transfer encodings.
// Nothing outside the given bytes is read or written, and no message nests deeper than it is allowed to.
#pragma once

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

enum { CMAIL_FINE = 0, CMAIL_TOO_DEEP = 1, CMAIL_TOO_MANY_PARTS = 2, CMAIL_NO_MESSAGE = 3 };
enum { CMAIL_PLAIN = 1, CMAIL_HTML = 2, CMAIL_OTHER_TEXT = 3, CMAIL_BINARY = 4 };
enum { CMAIL_REPORT_NONE = 0, CMAIL_REPORT_DELIVERY = 1, CMAIL_REPORT_RECEIPT = 2 };

// A part that holds no other parts.
typedef struct {
    uint8_t kind;
    // It is a file, or belongs to a message that is attached as a whole.
    uint8_t is_attachment;
    // It is what stands outside of all parts, kept because there are none.
    uint8_t is_rest;
    // The innermost multipart/alternative around it, from 1, and which of its alternatives this is; 0 if there is none.
    uint32_t alternative;
    uint32_t branch;
    // As declared, or null.
    const char *charset;
} cmail_part;

typedef struct cmail cmail;

// Null if memory runs out. One reader belongs to one task at a time and is used again for message after message.
cmail *cmail_open(void);
void cmail_close(cmail *mail);

// Keeps the fields called `name`, of the messages read from now on: of the others nothing is known, but for Content-.
void cmail_want(cmail *mail, const char *name);

// Reads the message; the bytes must stay until the next call of `cmail_read` or `cmail_close`.
int cmail_read(cmail *mail, const uint8_t *bytes, size_t count, size_t deepest, size_t most_parts);

// Where in the message it became too deep.
size_t cmail_fault_offset(const cmail *mail);

size_t cmail_part_count(const cmail *mail);
cmail_part cmail_part_at(const cmail *mail, size_t index);

// The content of a part without its transfer encoding, until the next call of this function.
const uint8_t *cmail_part_bytes(cmail *mail, size_t index, size_t *count);

// The value of the first header field of this name, which must be wanted, as UTF-8 on one line, with its encoded words decoded; null if the
// message lacks it. It lasts until the next call of this function.
const char *cmail_header(cmail *mail, const char *name, size_t *count);

// The sender as `Name <address>`, or what there is of it; lasts like a header.
const char *cmail_sender(cmail *mail, size_t *count);
// The sender's address alone, empty if there is none; lasts until the next message.
const char *cmail_sender_address(const cmail *mail);
// The sender's name alone, empty if there is none; lasts until the next message.
const char *cmail_sender_name(const cmail *mail);

// Seconds since 1970 by the Date field, or else by the newest Received field; 0 if there is no such date.
int cmail_date(const cmail *mail, int64_t *seconds);
// Reads a date as mail writes it.
int cmail_read_date(const char *text, int64_t *seconds);

// Whether the message reports on a delivery or on being read.
int cmail_report(const cmail *mail);

// Turns bytes of the named encoding into UTF-8 by ICU, invalid ones into U+FFFD; null if no such encoding is known, or if
// it is one that hides text from filters, such as UTF-7. The result belongs to the reader until the next call.
const uint8_t *cmail_convert(cmail *mail, const char *charset, const uint8_t *bytes, size_t count, size_t *converted);

// Where `needle` first stands in the bytes, or null.
const uint8_t *cmail_find(const uint8_t *bytes, size_t count, const char *needle, size_t needle_count);
// The next line that begins with this byte, after the first line feed; or null.
const uint8_t *cmail_find_line(const uint8_t *bytes, size_t count, uint8_t first);

#ifdef __cplusplus
}
#endif
