#ifndef CJSON_H
#define CJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How many readable bytes must follow the bytes handed to `cjson_read_*`.
enum { CJSON_PADDING = 64 };

/// How many brackets may stand inside each other.
enum { CJSON_DEPTH = 1000 };

/// What a value is; 0 is "not there".
enum { CJSON_ABSENT = 0, CJSON_STRING = 1, CJSON_NUMBER = 2, CJSON_BOOLEAN = 3 };

/// A value as UTF-8 text: a string without its escapes, a number or boolean as written.
typedef struct {
    const uint8_t *start;
    uint32_t count;
    uint32_t kind;
} cjson_value;

/// What is wrong with a record or document.
enum {
    CJSON_FINE = 0,
    CJSON_MALFORMED = 1,
    CJSON_TOO_DEEP = 2,
    CJSON_NOT_AN_OBJECT = 3,
    CJSON_CUT_SHORT = 4,
    CJSON_PYTHON = 5,
};

/// Where a record stands in the bytes handed over.
typedef struct {
    size_t offset;
    size_t count;
    /// Lines before it in these bytes.
    size_t line;
    size_t fault_offset;
    uint32_t fault;
    /// Escapes of half a surrogate pair, each of which became U+FFFD.
    uint32_t surrogates;
    /// Keys that stand again in their object, of those that lead to a wanted value.
    uint32_t repeated_keys;
    /// Sequences that are no UTF-8, each of which is read as U+FFFD.
    uint32_t invalid;
} cjson_record;

/// Where the lines of a stretch of bytes end; to be used again and again. Owned by one task at a time.
typedef struct cjson_lines cjson_lines;

cjson_lines *cjson_lines_open(void);
void cjson_lines_close(cjson_lines *lines);
/// Looks for the line feeds in `bytes`, less than 4 GiB. Returns how many there are, and how many lines hold something other than
/// white space, the last one too if it does not end.
size_t cjson_lines_find(cjson_lines *lines, const uint8_t *bytes, size_t count, size_t *filled);

/// Picks the wanted values out of records. Owned by one task at a time.
typedef struct cjson_reader cjson_reader;

cjson_reader *cjson_open(size_t slots);
void cjson_close(cjson_reader *reader);
/// Feeds `slot` from `path` (such as `user.name` or `tags[0]`); of several paths the lowest `rank` that has text wins.
void cjson_want(cjson_reader *reader, const char *path, size_t count, size_t slot, uint32_t rank);
/// As `cjson_want`, for an object or list as a whole: the value is its JSON as written.
void cjson_want_raw(cjson_reader *reader, const char *path, size_t count, size_t slot, uint32_t rank);
/// Also takes records that are Python dictionaries (single quotes, True, None), as `repr` writes them.
void cjson_allow_python(cjson_reader *reader);
/// Forgets the records read so far.
void cjson_reset(cjson_reader *reader);
/// Reads each line as one record. Values live until the next call and as long as `bytes`.
void cjson_read_lines(cjson_reader *reader, const uint8_t *bytes, size_t count, const cjson_lines *lines);
/// Reads `bytes[offset..<offset + count]` as one record.
void cjson_read_record(cjson_reader *reader, const uint8_t *bytes, size_t offset, size_t count);
size_t cjson_record_count(const cjson_reader *reader);
const cjson_record *cjson_records(const cjson_reader *reader);
/// `slots` values for each record.
const cjson_value *cjson_values(const cjson_reader *reader);

/// Checks one JSON text against RFC 8259; returns CJSON_FINE or the fault and its offset.
uint32_t cjson_check(const uint8_t *bytes, size_t count, size_t *offset);
/// Whether these bytes are valid UTF-8.
int cjson_is_utf8(const uint8_t *bytes, size_t count);
/// Writes `bytes` with U+FFFD for invalid sequences (the WHATWG rule) to `out`, which must hold 3 × `count`; returns the bytes written.
size_t cjson_repair_utf8(const uint8_t *bytes, size_t count, uint8_t *out, uint32_t *repairs);
/// Line feeds in `bytes`, and where the last line begins (0 if there is no line feed).
size_t cjson_count_feeds(const uint8_t *bytes, size_t count, size_t *line_start);

/// Cuts the records out of a JSON document of any size, fed piece by piece.
typedef struct cjson_cutter cjson_cutter;

/// `path` such as `data` or `feed.entry`, several with `|` between; empty for the document itself. An array stands for its
/// elements.
cjson_cutter *cjson_cutter_open(const char *path, size_t count);
void cjson_cutter_close(cjson_cutter *cutter);
/// Looks at the next bytes. Returns the bytes used: it stops after a record (`*found` = 1, or 2 if it is broken), at a fault
/// outside the records, or at the end.
size_t cjson_cutter_feed(cjson_cutter *cutter, const uint8_t *bytes, size_t count, int *found);
/// Whether the bytes seen so far end inside a record.
int cjson_cutter_in_record(const cjson_cutter *cutter);
/// The offset of the current or last record, and its end, in bytes fed so far.
size_t cjson_cutter_start(const cjson_cutter *cutter);
size_t cjson_cutter_end(const cjson_cutter *cutter);
/// The open record is not wanted any more: it ends where a line begins like its own, or with its brackets.
void cjson_cutter_give_up(cjson_cutter *cutter);
/// Whether the open record, which is too long or cut short, can end where a line in it begins like its own: then the cutter
/// stands there (`cjson_cutter_position`), and the bytes from there on are to be fed again.
int cjson_cutter_rewind(cjson_cutter *cutter);
/// Tells that no more comes; 1 if a record ends here (a bare number, for one), 2 if it is broken or cut short.
int cjson_cutter_finish(cjson_cutter *cutter);
/// What is wrong with the broken record, and where.
uint32_t cjson_cutter_record_fault(const cjson_cutter *cutter);
size_t cjson_cutter_record_fault_position(const cjson_cutter *cutter);
/// CJSON_FINE, or what stopped it, at `cjson_cutter_position`.
uint32_t cjson_cutter_fault(const cjson_cutter *cutter);
size_t cjson_cutter_position(const cjson_cutter *cutter);

#ifdef __cplusplus
}
#endif

#endif
