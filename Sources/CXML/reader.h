// What the files of this reader share.
#ifndef CXML_READER_H
#define CXML_READER_H
#include "cxml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct node {
    char *name;       // the element, as written
    char *attribute;  // a filter, or null
    char *expected;
    struct node *first_child;
    struct node *next;
    struct leaf *leaves;
    int wants_text;        // one of the leaves is fed from the element's text
    int wants_attributes;  // one of them from an attribute
} node;

// Feeds a slot from the element's text, or from one of its attributes.
typedef struct leaf {
    char *attribute;
    size_t slot;
    uint32_t rank;
    struct leaf *next;
} leaf;

// A value is `where` it stands, with the rank of the path that led to it above that.
typedef cxml_value piece;
enum { where_bits = 2, where_mask = 3 };

static inline int is_given(const piece *one) { return one->mark != 0; }
static inline int stands_in(const piece *one, uint32_t where) { return (one->mark & where_mask) == where; }
static inline uint32_t rank_of(const piece *one) { return one->mark >> where_bits; }

typedef struct {
    node *matched;
    size_t text_start;  // in `text`, where this element's text begins
} frame;

// What an element's name leads to below a node. libxml2 keeps each name once: the same name is the same pointer, for as long as
// the parser lives.
typedef struct {
    const node *parent;
    const xmlChar *prefix;
    const xmlChar *local;
    node *child;
} known_child;

enum { known_children = 256 };

// Blocks that grow. Values are stretches of the texts, of elements whose text is wanted, and of the attributes.
struct cxml_found {
    char *text;
    size_t text_count, text_room;
    uint8_t *attributes;
    size_t attribute_count, attribute_room;
    piece *pieces;
    size_t piece_room;
    cxml_record *records;
    size_t record_count, record_room;
};

void cxml_free_found(cxml_found *found);

// How much text entities may add: so many times what was fed, and this much in any case.
enum { expansion_factor = 10, expansion_free = 1 << 20 };

struct cxml_reader {
    xmlParserCtxtPtr context;
    char *element;
    // The same as the parser keeps them, once it has met it: the same name is the same pointer.
    const xmlChar *element_prefix, *element_local;
    node root;
    size_t slots, field_limit;
    int allows_entities;
    uint64_t fed, expanded;
    // Where the document type begins, and how much of "<!DOCTYPE" the last bytes were.
    uint64_t doctype_start;
    size_t doctype_matched;
    int has_root;
    // What to add to the parser's offsets and lines after it was started anew.
    int64_t offset_shift;
    int line_shift;
    // The open elements around the records, each name with a null behind it, and where each begins.
    char *outer;
    size_t outer_count, outer_room;
    size_t *outer_starts;
    size_t outer_depth, outer_starts_room;
    // Where an element called like the records began inside the open one, or UINT64_MAX.
    uint64_t nested_start;
    int forbids_nesting, has_resumed;
    int namespace_fault, namespace_line, namespace_column;
    uint64_t namespace_offset;
    known_child known[known_children];
    frame *stack;
    size_t depth, stack_room;
    int in_record, is_cut;
    uint64_t record_start;
    // What stands in the records found and in the open one.
    cxml_found found;
    // Where the text begins that stands in the open child of the record, and how much of it nobody wants.
    size_t text_base, unwanted_count;
    // Open elements whose text is wanted.
    size_t wanting;
    int fault, is_last, is_short, is_in_doctype, fault_line, fault_column;
    uint64_t fault_offset;
    char reason[256];
};

// Stops the parser for good, at the first fault.
void cxml_fail(cxml_reader *reader, int fault, const char *reason);
// How far the parser has come, in bytes fed.
uint64_t cxml_offset_here(const cxml_reader *reader);
// What libxml2 calls for start tags, text and end tags; `context` is its parser, or that of an entity.
void cxml_start_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                        const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes);
void cxml_characters(void *context, const xmlChar *bytes, int count);
void cxml_end_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri);
int cxml_enlarge(void **block, size_t *room, size_t needed, size_t size);
// Makes room for `needed` elements of `size` bytes; 0 if there is no memory.
static inline int cxml_grow(void **block, size_t *room, size_t needed, size_t size) {
    return needed <= *room || cxml_enlarge(block, room, needed, size);
}
// A copy with a null behind it; null if there is no memory.
char *cxml_copy(const char *bytes, size_t count);
// Frees what hangs from a node, and its words; not the node.
void cxml_free_node(node *one);

#endif
