// What the files of this reader share.
#pragma once

#include "cmail.h"

#include <gmime/gmime.h>

typedef struct {
    uint8_t *bytes;
    size_t capacity;
} cmail_block;

typedef struct {
    cmail_part part;
    GMimePart *object;
    // Bytes that stand for the content where no part holds it.
    const uint8_t *given;
    size_t given_count;
} cmail_leaf;

// A message and the bytes it lies in: the one that was given, or one that was encoded inside of it.
typedef struct cmail_source {
    GByteArray array;
    GMimeMessage *message;
    // To be freed; null if the bytes belong to the caller.
    uint8_t *own;
    struct cmail_source *next;
} cmail_source;

// A node of the tree that is still to be seen.
typedef struct {
    GMimeObject *object;
    uint32_t depth;
    uint32_t alternative;
    uint32_t branch;
    uint8_t is_attachment;
} cmail_frame;

struct cmail {
    GMimeParser *parser;
    GMimeParserOptions *options;
    GMimeMessage *message;
    InternetAddress *sender;
    // All messages read for this one, the newest first.
    cmail_source *sources;
    cmail_leaf *parts;
    size_t part_count, part_capacity;
    cmail_frame *frames;
    size_t frame_count, frame_capacity;
    int report;
    size_t fault_offset;
    char *header;
    cmail_block decoded, converted;
    // The message without the fields that nobody wants, and the names of those that are wanted, each with a null behind it.
    cmail_block trimmed, wanted;
    size_t wanted_count;
    // The message as it came.
    const uint8_t *given;
    size_t given_count;
    // The part decoded last, from 1, and what came of it; 0 if there is none.
    size_t decoded_part, decoded_count;
    const uint8_t *decoded_bytes;
    // The converter used last, with the name it was asked for by.
    void *converter;
    char converter_name[64];
};

int cmail_reserve(cmail_block *block, size_t needed);
const char *cmail_keep_header(cmail *mail, char *value, size_t *count);
// Parses bytes, which are freed with the message if they are `own`; null if they hold no header field.
GMimeMessage *cmail_parse(cmail *mail, const uint8_t *bytes, size_t count, uint8_t *own);
// The message written anew as a multipart whose boundary GMime understands.
uint8_t *cmail_mend(const char *declared, const uint8_t *bytes, size_t count, size_t *mended);
// The message without the fields of its header that nobody wants, which lives until the next; null where that is not to be had.
const uint8_t *cmail_trim(cmail *mail, const uint8_t *bytes, size_t count, size_t *trimmed);
// What the first field called `name` says, with its line ends; null if there is none. To be freed.
char *cmail_raw_field(const uint8_t *bytes, size_t count, const char *name);
// Where the body begins.
size_t cmail_header_end(const uint8_t *bytes, size_t count);
int cmail_keep_rest(cmail *mail, const uint8_t *bytes, size_t count);
int cmail_walk(cmail *mail, size_t deepest, size_t most_parts);
// Whether no more than `deepest` multiparts and messages can stand inside each other, seen without recursion.
int cmail_is_shallow(const uint8_t *bytes, size_t count, size_t deepest, size_t *offset);
void cmail_close_converter(cmail *mail);
