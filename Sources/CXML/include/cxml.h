#ifndef CXML_H
#define CXML_H

#include <stddef.h>
#include <stdint.h>

/// One piece of text of a record, UTF-8: a stretch of the reader's texts or of its attributes.
typedef struct {
    size_t offset;
    uint32_t count;
    /// 0 if the value is absent; its two lowest bits tell which of both.
    uint32_t mark;
} cxml_value;

enum { CXML_IN_TEXTS = 1, CXML_IN_ATTRIBUTES = 2 };

enum {
    CXML_FINE = 0,
    CXML_MALFORMED = 1,
    CXML_DECLARES_ENTITIES = 2,
    CXML_NO_MEMORY = 3,
};

/// A finished record; offsets count the UTF-8 bytes fed.
typedef struct {
    uint64_t start;
    uint64_t end;
    /// The first of its `slots` values.
    size_t first;
    /// A field was longer than the limit and is cut.
    int is_cut;
} cxml_record;

/// Picks records out of an XML document that is fed piece by piece. Owned by one task at a time.
typedef struct cxml_reader cxml_reader;

/// Records that a reader has handed over, with their values.
typedef struct cxml_found cxml_found;

/// Records are the elements called `element` (as written, prefix included) at any depth, not nested.
///
/// Entities that the document declares stop it, unless they are allowed: then those written in the document itself are
/// replaced, up to ten times the size of what was fed. Nothing outside is read in either case.
cxml_reader *cxml_open(const char *element, size_t slots, size_t field_limit, int allows_entities);
void cxml_close(cxml_reader *reader);
/// Feeds `slot` from `path`: `author.name`, `@Id`, `content[type=text]`, `link[rel=related].@href`; of several the lowest `rank` with text wins.
int cxml_want(cxml_reader *reader, const char *path, size_t slot, uint32_t rank);
/// Parses the next bytes (UTF-8); 0 on success. With `is_last` the document ends here.
int cxml_feed(cxml_reader *reader, const uint8_t *bytes, size_t count, int is_last);
/// Goes on after a fault as if the document's next byte stood at `position`, inside the elements that were open around the
/// records there; `line` is the line of that place. From then on no record may stand inside another if `forbids_nesting`.
int cxml_resume(cxml_reader *reader, uint64_t position, int line, int forbids_nesting);
/// How many records are finished and not handed over.
size_t cxml_record_count(const cxml_reader *reader);
/// An empty place for records; null if there is no memory.
cxml_found *cxml_found_open(void);
void cxml_found_close(cxml_found *found);
/// Forgets what is in it and keeps the room.
void cxml_found_clear(cxml_found *found);
/// Hands the finished records over by changing blocks with `found`, whose content is forgotten: only what belongs to the
/// unfinished record is copied. 0 if there is no memory for that; then the reader is at fault.
int cxml_hand_over(cxml_reader *reader, cxml_found *found);
/// What stands in `found`, until it is used for the next records: `slots` values for each record, the texts, the attributes.
const cxml_record *cxml_records(const cxml_found *found, size_t *count);
const cxml_value *cxml_values(const cxml_found *found);
const char *cxml_texts(const cxml_found *found, size_t *count);
const uint8_t *cxml_attributes(const cxml_found *found);
/// Where the unfinished record starts, or UINT64_MAX outside records.
uint64_t cxml_open_record(const cxml_reader *reader);
/// The bytes before this place are parsed.
uint64_t cxml_position(const cxml_reader *reader);
/// Where an element called like the records began inside the unfinished one, or UINT64_MAX: its end may be missing.
uint64_t cxml_nested_start(const cxml_reader *reader);
/// Whether a prefix is bound to no namespace or the like, and the first such place.
int cxml_namespace_fault(const cxml_reader *reader);
uint64_t cxml_namespace_offset(const cxml_reader *reader);
int cxml_namespace_line(const cxml_reader *reader);
int cxml_namespace_column(const cxml_reader *reader);
/// What stopped the reader, where (in bytes fed) and libxml2's own words.
int cxml_fault(const cxml_reader *reader);
uint64_t cxml_fault_offset(const cxml_reader *reader);
/// Where the document type begins, or UINT64_MAX, and whether the fault is in it.
uint64_t cxml_doctype_start(const cxml_reader *reader);
int cxml_fault_in_doctype(const cxml_reader *reader);
/// Whether it was found only when there was no more to come.
int cxml_ended_short(const cxml_reader *reader);
/// The line and column that libxml2 gives, or 0.
int cxml_fault_line(const cxml_reader *reader);
int cxml_fault_column(const cxml_reader *reader);
const char *cxml_fault_reason(const cxml_reader *reader);

#endif
