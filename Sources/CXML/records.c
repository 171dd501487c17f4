// What libxml2 calls: elements and text become records and their values.
#include "reader.h"

// A start tag holds no other '<': the nearest one before here opened it.
static uint64_t tag_start(const cxml_reader *reader) {
    xmlParserInputPtr input = reader->context->input;
    if (!input) return cxml_offset_here(reader);
    const xmlChar *at = input->cur;
    while (at > input->base && *at != '<') at--;
    return cxml_offset_here(reader) - (uint64_t)(input->cur - at);
}

static int is_called(const char *name, const xmlChar *prefix, const xmlChar *local) {
    if (prefix) {
        size_t count = strlen((const char *)prefix);
        if (strncmp(name, (const char *)prefix, count) != 0 || name[count] != ':') return 0;
        name += count + 1;
    }
    // Each element is held against each wanted name: most differ in their first byte.
    return name[0] == (char)local[0] && strcmp(name, (const char *)local) == 0;
}

// Whether an element is called like the records.
static int is_record(cxml_reader *reader, const xmlChar *prefix, const xmlChar *local) {
    if (reader->element_local) return local == reader->element_local && prefix == reader->element_prefix;
    if (!is_called(reader->element, prefix, local)) return 0;
    reader->element_prefix = prefix;
    reader->element_local = local;
    return 1;
}

static const xmlChar *attribute(const char *name, int count, const xmlChar **attributes, size_t *length) {
    for (int i = 0; i < count; i++) {
        const xmlChar **one = attributes + 5 * i;
        if (!is_called(name, one[1], one[0])) continue;
        *length = (size_t)(one[4] - one[3]);
        return one[3];
    }
    return NULL;
}

// Where a value of the open record belongs.
static inline piece *place_of(cxml_reader *reader, size_t slot) {
    return reader->found.pieces + reader->found.record_count * reader->slots + slot;
}

static void keep(cxml_reader *reader, size_t slot, uint32_t rank, const void *bytes, size_t count) {
    piece *target = place_of(reader, slot);
    if (count == 0 || (is_given(target) && rank_of(target) <= rank)) return;
    if (count > reader->field_limit) {
        count = reader->field_limit;
        reader->is_cut = 1;
    }
    if (!cxml_grow((void **)&reader->found.attributes, &reader->found.attribute_room, reader->found.attribute_count + count, 1)) {
        cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    memcpy(reader->found.attributes + reader->found.attribute_count, bytes, count);
    *target = (piece){reader->found.attribute_count, (uint32_t)count, rank << where_bits | CXML_IN_ATTRIBUTES};
    reader->found.attribute_count += count;
}

// The text from `start` on is the value, where it stands.
static void keep_text(cxml_reader *reader, size_t slot, uint32_t rank, size_t start) {
    piece *target = place_of(reader, slot);
    size_t count = reader->found.text_count - start;
    if (count == 0 || (is_given(target) && rank_of(target) <= rank)) return;
    *target = (piece){start, (uint32_t)count, rank << where_bits | CXML_IN_TEXTS};
}

// Without entity substitution libxml2 hands '&' in attribute values over as "&#38;", and entities as they are.
static void keep_attribute(cxml_reader *reader, const leaf *wanted, const xmlChar *value, size_t count) {
    if (reader->allows_entities && memchr(value, '&', count)) {
        xmlChar *text = xmlStringLenDecodeEntities(reader->context, value, (int)count, XML_SUBSTITUTE_REF, 0, 0, 0);
        if (text) {
            size_t length = strlen((const char *)text);
            reader->expanded += length;
            if (reader->expanded <= reader->fed * expansion_factor + expansion_free)
                keep(reader, wanted->slot, wanted->rank, text, length);
            else
                cxml_fail(reader, CXML_DECLARES_ENTITIES, "entities swell beyond ten times the document");
            xmlFree(text);
        }
        return;
    }
    size_t before = reader->found.attribute_count;
    keep(reader, wanted->slot, wanted->rank, value, count);
    if (reader->found.attribute_count == before || reader->fault) return;
    uint8_t *bytes = reader->found.attributes + before;
    size_t kept = 0, length = reader->found.attribute_count - before;
    for (size_t i = 0; i < length;) {
        int is_reference = length - i >= 5 && memcmp(bytes + i, "&#38;", 5) == 0;
        bytes[kept++] = bytes[i];
        i += is_reference ? 5 : 1;
    }
    reader->found.attribute_count = before + kept;
    place_of(reader, wanted->slot)->count = (uint32_t)kept;
}

static void begin_record(cxml_reader *reader) {
    size_t first = reader->found.record_count * reader->slots;
    if (!cxml_grow((void **)&reader->found.pieces, &reader->found.piece_room, first + reader->slots, sizeof(piece))) {
        cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    memset(reader->found.pieces + first, 0, reader->slots * sizeof(piece));
    reader->record_start = tag_start(reader);
    reader->nested_start = UINT64_MAX;
    reader->in_record = 1;
    reader->is_cut = 0;
    reader->depth = 0;
    reader->text_base = reader->found.text_count;
    reader->unwanted_count = 0;
    reader->wanting = 0;
}

// Remembers an element around the records, to open it again where the parser is started anew.
static void open_outer(cxml_reader *reader, const xmlChar *prefix, const xmlChar *local) {
    size_t count = strlen((const char *)local) + (prefix ? strlen((const char *)prefix) + 1 : 0) + 1;
    if (!cxml_grow((void **)&reader->outer, &reader->outer_room, reader->outer_count + count, 1)
        || !cxml_grow((void **)&reader->outer_starts, &reader->outer_starts_room, reader->outer_depth + 1, sizeof(size_t))) {
        cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    reader->outer_starts[reader->outer_depth++] = reader->outer_count;
    snprintf(reader->outer + reader->outer_count, count, "%s%s%s", prefix ? (const char *)prefix : "", prefix ? ":" : "",
             (const char *)local);
    reader->outer_count += count;
}

// Text and elements that came out of an entity, not out of the fed bytes. False when it is too much.
static int may_expand(cxml_reader *reader, void *context, size_t count) {
    reader->expanded += count;
    if (reader->expanded <= reader->fed * expansion_factor + expansion_free) return 1;
    xmlStopParser(context);
    cxml_fail(reader, CXML_DECLARES_ENTITIES, "entities swell beyond ten times the document");
    return 0;
}

// What the children of a node say about an element that is met the first time, or whose attributes decide.
static __attribute__((noinline)) node *find_child(known_child *known, node *parent, const xmlChar *prefix, const xmlChar *local,
                                                  int attribute_count, const xmlChar **attributes) {
    node *found = NULL;
    int depends = 0;
    for (node *child = parent->first_child; child && !found; child = child->next) {
        if (!is_called(child->name, prefix, local)) continue;
        if (child->attribute) {
            depends = 1;
            size_t length = 0;
            const xmlChar *value = attribute(child->attribute, attribute_count, attributes, &length);
            if (!value || length != strlen(child->expected) || memcmp(value, child->expected, length) != 0) continue;
        }
        found = child;
    }
    // Where attributes decide, the name alone does not tell.
    if (!depends) *known = (known_child){parent, prefix, local, found};
    return found;
}

static inline node *child_of(cxml_reader *reader, node *parent, const xmlChar *prefix, const xmlChar *local,
                             int attribute_count, const xmlChar **attributes) {
    // Names lie side by side in libxml2's dictionary: all of their address tells them apart.
    uint64_t key = ((uint64_t)(uintptr_t)local + (uint64_t)(uintptr_t)prefix * 3 + ((uint64_t)(uintptr_t)parent << 20))
                   * 0x9E3779B97F4A7C15u;
    known_child *known = &reader->known[(key >> 40) % known_children];
    if (known->parent == parent && known->local == local && known->prefix == prefix) return known->child;
    return find_child(known, parent, prefix, local, attribute_count, attributes);
}

static __attribute__((noinline)) void keep_attributes(cxml_reader *reader, const node *matched, int count,
                                                      const xmlChar **attributes) {
    for (leaf *wanted = matched->leaves; wanted; wanted = wanted->next) {
        if (!wanted->attribute) continue;
        size_t length = 0;
        const xmlChar *value = attribute(wanted->attribute, count, attributes, &length);
        if (value) keep_attribute(reader, wanted, value, length);
    }
}

// An element outside of records: one around them, or a record. Whether it is one.
static __attribute__((noinline)) int enter_record(cxml_reader *reader, const xmlChar *prefix, const xmlChar *local) {
    reader->has_root = 1;
    if (is_record(reader, prefix, local)) begin_record(reader);
    else open_outer(reader, prefix, local);
    return reader->in_record && !reader->fault;
}

// The start tag of a record inside a record. Whether that may be.
static __attribute__((noinline)) int note_nested(cxml_reader *reader) {
    reader->nested_start = tag_start(reader);
    if (!reader->forbids_nesting) return 1;
    cxml_fail(reader, CXML_MALFORMED, "the record before this place is not closed");
    reader->fault_offset = reader->nested_start;
    return 0;
}

static __attribute__((noinline)) int enlarge_stack(cxml_reader *reader) {
    if (cxml_enlarge((void **)&reader->stack, &reader->stack_room, reader->depth + 1, sizeof(frame))) return 1;
    cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
    return 0;
}

void cxml_start_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                        const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
    (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (reader->fault || (context != reader->context && !may_expand(reader, context, 16))) return;
    node *matched;
    if (!reader->in_record) {
        if (!enter_record(reader, prefix, local)) return;
        matched = &reader->root;
    } else {
        if (reader->nested_start == UINT64_MAX && is_record(reader, prefix, local) && !note_nested(reader)) return;
        // An open record is on the stack itself.
        node *parent = reader->stack[reader->depth - 1].matched;
        matched = parent ? child_of(reader, parent, prefix, local, attribute_count, attributes) : NULL;
    }
    if (reader->depth == reader->stack_room && !enlarge_stack(reader)) return;
    frame *top = reader->stack + reader->depth++;
    top->matched = matched;
    top->text_start = reader->found.text_count;
    if (!matched) return;
    reader->wanting += (size_t)matched->wants_text;
    if (matched->wants_attributes) keep_attributes(reader, matched, attribute_count, attributes);
}

static __attribute__((noinline)) void keep_characters(cxml_reader *reader, const xmlChar *bytes, size_t count) {
    cxml_found *found = &reader->found;
    if (!cxml_grow((void **)&found->text, &found->text_room, found->text_count + count, 1)) {
        cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    memcpy(found->text + found->text_count, bytes, count);
    found->text_count += count;
}

void cxml_characters(void *context, const xmlChar *bytes, int length) {
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (reader->fault || length <= 0) return;
    size_t count = (size_t)length;
    if ((context != reader->context && !may_expand(reader, context, count)) || !reader->in_record) return;
    // What stands in one child of the record is bounded as a whole, wanted or not.
    if (reader->found.text_count - reader->text_base + reader->unwanted_count + count > reader->field_limit)
        reader->is_cut = 1;
    else if (reader->wanting == 0)
        reader->unwanted_count += count;
    else
        keep_characters(reader, bytes, count);
}

static __attribute__((noinline)) void end_record(cxml_reader *reader) {
    cxml_found *found = &reader->found;
    reader->in_record = 0;
    if (!cxml_grow((void **)&found->records, &found->record_room, found->record_count + 1, sizeof(cxml_record))) {
        cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    found->records[found->record_count] = (cxml_record){
        reader->record_start, cxml_offset_here(reader), found->record_count * reader->slots, reader->is_cut};
    found->record_count++;
}

void cxml_end_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)local, (void)prefix, (void)uri;
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (reader->fault) return;
    if (!reader->in_record) {
        if (reader->outer_depth > 0) reader->outer_count = reader->outer_starts[--reader->outer_depth];
        return;
    }
    const frame *top = reader->stack + --reader->depth;
    const node *matched = top->matched;
    if (matched && matched->wants_text) {
        // Text of elements nobody asked for still belongs to a wanted ancestor, except directly in the record.
        size_t start = reader->depth == 0 ? reader->text_base : top->text_start;
        for (leaf *wanted = matched->leaves; wanted; wanted = wanted->next)
            if (!wanted->attribute) keep_text(reader, wanted->slot, wanted->rank, start);
        reader->wanting--;
    }
    if (reader->depth > 1) return;
    reader->text_base = reader->found.text_count;
    reader->unwanted_count = 0;
    if (reader->depth == 0) end_record(reader);
}
