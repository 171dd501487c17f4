// A reader owns libxml2's push parser and what it found: values are stretches of one block of text and of one of attributes.
// Nothing outside the fed bytes is ever read: no DTD, no external entity, no network. Documents that declare entities stop at
// once, unless these are allowed: then those declared inside the document are replaced, up to a bound.
#include "reader.h"

uint64_t cxml_offset_here(const cxml_reader *reader) {
    xmlParserInputPtr input = reader->context ? reader->context->input : NULL;
    uint64_t parsed = input ? (uint64_t)input->consumed + (uint64_t)(input->cur - input->base) : 0;
    return (uint64_t)((int64_t)parsed + reader->offset_shift);
}

// A start tag holds no other '<': the nearest one before here opened it.
static uint64_t tag_start(const cxml_reader *reader) {
    xmlParserInputPtr input = reader->context->input;
    if (!input) return cxml_offset_here(reader);
    const xmlChar *at = input->cur;
    while (at > input->base && *at != '<') at--;
    return cxml_offset_here(reader) - (uint64_t)(input->cur - at);
}

static void stop(cxml_reader *reader, int fault, const char *reason) {
    if (reader->fault) return;
    reader->fault = fault;
    reader->fault_offset = cxml_offset_here(reader);
    reader->is_in_doctype = reader->context && reader->context->inSubset;
    xmlParserInputPtr input = reader->context ? reader->context->input : NULL;
    reader->is_short = reader->is_last && input && input->cur >= input->end;
    size_t count = strcspn(reason, "\n");
    if (count >= sizeof reader->reason) count = sizeof reader->reason - 1;
    memcpy(reader->reason, reason, count);
    reader->reason[count] = 0;
    if (reader->context) xmlStopParser(reader->context);
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

static void keep(cxml_reader *reader, size_t slot, uint32_t rank, const void *bytes, size_t count) {
    piece *target = reader->pieces + reader->record_count * reader->slots + slot;
    if (count == 0 || (is_given(target) && rank_of(target) <= rank)) return;
    if (count > reader->field_limit) {
        count = reader->field_limit;
        reader->is_cut = 1;
    }
    if (!cxml_grow((void **)&reader->attributes, &reader->attribute_room, reader->attribute_count + count, 1)) {
        stop(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    memcpy(reader->attributes + reader->attribute_count, bytes, count);
    *target = (piece){reader->attribute_count, (uint32_t)count, rank << where_bits | CXML_IN_ATTRIBUTES};
    reader->attribute_count += count;
}

// The text from `start` on is the value, where it stands.
static void keep_text(cxml_reader *reader, size_t slot, uint32_t rank, size_t start) {
    piece *target = reader->pieces + reader->record_count * reader->slots + slot;
    size_t count = reader->text_count - start;
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
                stop(reader, CXML_DECLARES_ENTITIES, "entities swell beyond ten times the document");
            xmlFree(text);
        }
        return;
    }
    size_t before = reader->attribute_count;
    keep(reader, wanted->slot, wanted->rank, value, count);
    if (reader->attribute_count == before || reader->fault) return;
    uint8_t *bytes = reader->attributes + before;
    size_t kept = 0, length = reader->attribute_count - before;
    for (size_t i = 0; i < length;) {
        int is_reference = length - i >= 5 && memcmp(bytes + i, "&#38;", 5) == 0;
        bytes[kept++] = bytes[i];
        i += is_reference ? 5 : 1;
    }
    reader->attribute_count = before + kept;
    reader->pieces[reader->record_count * reader->slots + wanted->slot].count = (uint32_t)kept;
}

static void begin_record(cxml_reader *reader) {
    size_t first = reader->record_count * reader->slots;
    if (!cxml_grow((void **)&reader->pieces, &reader->piece_room, first + reader->slots, sizeof(piece))) {
        stop(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    memset(reader->pieces + first, 0, reader->slots * sizeof(piece));
    reader->record_start = tag_start(reader);
    reader->nested_start = UINT64_MAX;
    reader->in_record = 1;
    reader->is_cut = 0;
    reader->depth = 0;
    reader->text_base = reader->text_count;
    reader->unwanted_count = 0;
    reader->wanting = 0;
}

// Remembers an element around the records, to open it again where the parser is started anew.
static void open_outer(cxml_reader *reader, const xmlChar *prefix, const xmlChar *local) {
    size_t count = strlen((const char *)local) + (prefix ? strlen((const char *)prefix) + 1 : 0) + 1;
    if (!cxml_grow((void **)&reader->outer, &reader->outer_room, reader->outer_count + count, 1)
        || !cxml_grow((void **)&reader->outer_starts, &reader->outer_starts_room, reader->outer_depth + 1, sizeof(size_t))) {
        stop(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    reader->outer_starts[reader->outer_depth++] = reader->outer_count;
    snprintf(reader->outer + reader->outer_count, count, "%s%s%s", prefix ? (const char *)prefix : "", prefix ? ":" : "",
             (const char *)local);
    reader->outer_count += count;
}

// Text and elements that came out of an entity, not out of the fed bytes. False when it is too much.
static int may_expand(cxml_reader *reader, void *context, size_t count) {
    if (context == reader->context) return 1;
    reader->expanded += count;
    if (reader->expanded <= reader->fed * expansion_factor + expansion_free) return 1;
    xmlStopParser(context);
    stop(reader, CXML_DECLARES_ENTITIES, "entities swell beyond ten times the document");
    return 0;
}

static node *child_of(cxml_reader *reader, node *parent, const xmlChar *prefix, const xmlChar *local, int attribute_count,
                      const xmlChar **attributes) {
    // Names lie side by side in libxml2's dictionary: all of their address tells them apart.
    uint64_t key = ((uint64_t)(uintptr_t)local + (uint64_t)(uintptr_t)prefix * 3 + ((uint64_t)(uintptr_t)parent << 20))
                   * 0x9E3779B97F4A7C15u;
    known_child *known = &reader->known[(key >> 40) % known_children];
    if (known->parent == parent && known->local == local && known->prefix == prefix) return known->child;
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

static void start_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                          int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
                          const xmlChar **attributes) {
    (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (reader->fault || !may_expand(reader, context, 16)) return;
    reader->has_root = 1;
    node *matched = NULL;
    if (!reader->in_record) {
        if (!is_record(reader, prefix, local)) {
            open_outer(reader, prefix, local);
            return;
        }
        begin_record(reader);
        if (reader->fault) return;
        matched = &reader->root;
    } else if (reader->nested_start == UINT64_MAX && is_record(reader, prefix, local)) {
        reader->nested_start = tag_start(reader);
        if (reader->forbids_nesting) {
            stop(reader, CXML_MALFORMED, "the record before this place is not closed");
            reader->fault_offset = reader->nested_start;
            return;
        }
    }
    if (reader->depth > 0 && reader->in_record && reader->stack[reader->depth - 1].matched && !matched) {
        matched = child_of(reader, reader->stack[reader->depth - 1].matched, prefix, local, attribute_count, attributes);
    }
    if (!cxml_grow((void **)&reader->stack, &reader->stack_room, reader->depth + 1, sizeof(frame))) {
        stop(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    reader->stack[reader->depth++] = (frame){matched, reader->text_count};
    if (!matched) return;
    reader->wanting += (size_t)matched->wants_text;
    for (leaf *wanted = matched->leaves; wanted; wanted = wanted->next) {
        if (!wanted->attribute) continue;
        size_t length = 0;
        const xmlChar *value = attribute(wanted->attribute, attribute_count, attributes, &length);
        if (value) keep_attribute(reader, wanted, value, length);
    }
}

static void characters(void *context, const xmlChar *bytes, int count) {
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (reader->fault || count <= 0 || !may_expand(reader, context, (size_t)count) || !reader->in_record) return;
    // What stands in one child of the record is bounded as a whole, wanted or not.
    if (reader->text_count - reader->text_base + reader->unwanted_count + (size_t)count > reader->field_limit) {
        reader->is_cut = 1;
        return;
    }
    if (reader->wanting == 0) {
        reader->unwanted_count += (size_t)count;
        return;
    }
    if (!cxml_grow((void **)&reader->text, &reader->text_room, reader->text_count + (size_t)count, 1)) {
        stop(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    memcpy(reader->text + reader->text_count, bytes, (size_t)count);
    reader->text_count += (size_t)count;
}

static void end_element(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri) {
    (void)local, (void)prefix, (void)uri;
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (reader->fault) return;
    if (!reader->in_record) {
        if (reader->outer_depth > 0) reader->outer_count = reader->outer_starts[--reader->outer_depth];
        return;
    }
    frame top = reader->stack[--reader->depth];
    if (top.matched && top.matched->wants_text) {
        // Text of elements nobody asked for still belongs to a wanted ancestor, except directly in the record.
        size_t start = reader->depth == 0 ? reader->text_base : top.text_start;
        for (leaf *wanted = top.matched->leaves; wanted; wanted = wanted->next)
            if (!wanted->attribute) keep_text(reader, wanted->slot, wanted->rank, start);
        reader->wanting--;
    }
    if (reader->depth <= 1) {
        reader->text_base = reader->text_count;
        reader->unwanted_count = 0;
    }
    if (reader->depth > 0) return;
    reader->in_record = 0;
    if (!cxml_grow((void **)&reader->records, &reader->record_room, reader->record_count + 1, sizeof(cxml_record))) {
        stop(reader, CXML_NO_MEMORY, "out of memory");
        return;
    }
    reader->records[reader->record_count] = (cxml_record){
        reader->record_start, cxml_offset_here(reader), reader->record_count * reader->slots, reader->is_cut};
    reader->record_count++;
}

static void refuse_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                          const xmlChar *system_id, xmlChar *content) {
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    stop(((xmlParserCtxtPtr)context)->_private, CXML_DECLARES_ENTITIES, "the document declares entities of its own");
}

// Entities are kept where they are allowed; what they stand for is read when one is used.
static void declare_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id, const xmlChar *system_id,
                           xmlChar *content) {
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    if (!reader->allows_entities) refuse_entity(context, name, type, public_id, system_id, content);
    else xmlSAX2EntityDecl(context, name, type, public_id, system_id, content);
}

static xmlEntityPtr declared_entity(void *context, const xmlChar *name) { return xmlSAX2GetEntity(context, name); }

// An entity that only a DTD outside could explain stays as it is written.
static void unknown_entity(void *context, const xmlChar *name) {
    cxml_reader *reader = ((xmlParserCtxtPtr)context)->_private;
    xmlEntityPtr known = reader->allows_entities ? xmlSAX2GetEntity(context, name) : NULL;
    if (known && known->etype == XML_INTERNAL_GENERAL_ENTITY) return;
    characters(context, (const xmlChar *)"&", 1);
    characters(context, name, (int)strlen((const char *)name));
    characters(context, (const xmlChar *)";", 1);
}

static xmlEntityPtr predefined_entity(void *context, const xmlChar *name) {
    (void)context;
    return xmlGetPredefinedEntity(name);
}

static xmlEntityPtr no_parameter_entity(void *context, const xmlChar *name) {
    (void)context, (void)name;
    return NULL;
}

static xmlParserInputPtr no_external_entity(const char *url, const char *id, xmlParserCtxtPtr context) {
    (void)url, (void)id, (void)context;
    return NULL;
}

static void complaint(void *context, xmlErrorPtr error) {
    xmlParserCtxtPtr parser = context;
    cxml_reader *reader = parser ? parser->_private : NULL;
    if (!reader || !error || error->level < XML_ERR_ERROR) return;
    // A fault of namespaces, such as an unbound prefix, is told once; names are taken as written.
    if (error->domain == XML_FROM_NAMESPACE) {
        // The elements opened again after a fault have lost their namespaces.
        if (reader->namespace_fault || reader->has_resumed) return;
        reader->namespace_fault = 1;
        reader->namespace_offset = cxml_offset_here(reader);
        reader->namespace_line = error->line + reader->line_shift;
        reader->namespace_column = error->int2;
        return;
    }
    // By the standard no fault where a DTD outside may declare it.
    if (error->code == XML_WAR_UNDECLARED_ENTITY) return;
    if (!reader->fault) {
        reader->fault_line = error->line + reader->line_shift;
        reader->fault_column = error->int2;
    }
    stop(reader, CXML_MALFORMED, error->message ? error->message : "the document is not well formed");
    if (error->code == XML_ERR_DOCUMENT_END) reader->is_short = reader->is_last;
}

static int start_parser(cxml_reader *reader) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = start_element;
    handler.endElementNs = end_element;
    handler.characters = characters;
    handler.cdataBlock = characters;
    handler.ignorableWhitespace = characters;
    handler.entityDecl = declare_entity;
    handler.reference = unknown_entity;
    handler.serror = complaint;
    if (reader->allows_entities) {
        // libxml2 keeps declarations in a document, which these make.
        handler.startDocument = xmlSAX2StartDocument;
        handler.internalSubset = xmlSAX2InternalSubset;
        handler.unparsedEntityDecl = xmlSAX2UnparsedEntityDecl;
        handler.notationDecl = xmlSAX2NotationDecl;
        handler.getEntity = declared_entity;
        handler.getParameterEntity = xmlSAX2GetParameterEntity;
    } else {
        handler.getEntity = predefined_entity;
        handler.getParameterEntity = no_parameter_entity;
    }
    reader->context = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
    if (!reader->context) return 0;
    reader->context->_private = reader;
    // The bytes are UTF-8 always: nothing is to be told from the first of them.
    reader->context->charset = XML_CHAR_ENCODING_UTF8;
    // User data must be the context itself, or libxml2 leaves its own state without a parser.
    xmlCtxtUseOptions(reader->context, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
    return 1;
}

static void end_parser(cxml_reader *reader) {
    // Names go with the parser.
    memset(reader->known, 0, sizeof reader->known);
    reader->element_prefix = reader->element_local = NULL;
    if (!reader->context) return;
    if (reader->context->myDoc) xmlFreeDoc(reader->context->myDoc);
    xmlFreeParserCtxt(reader->context);
    reader->context = NULL;
}

cxml_reader *cxml_open(const char *element, size_t slots, size_t field_limit, int allows_entities) {
    cxml_reader *reader = calloc(1, sizeof *reader);
    if (!reader) return NULL;
    xmlInitParser();
    xmlSetExternalEntityLoader(no_external_entity);
    reader->element = cxml_copy(element, strlen(element));
    reader->slots = slots;
    reader->field_limit = field_limit;
    reader->allows_entities = allows_entities;
    reader->doctype_start = UINT64_MAX;
    if (!reader->element || !start_parser(reader)) {
        cxml_close(reader);
        return NULL;
    }
    return reader;
}

int cxml_resume(cxml_reader *reader, uint64_t position, int line, int forbids_nesting) {
    end_parser(reader);
    reader->fault = CXML_FINE;
    reader->fault_line = reader->fault_column = 0;
    reader->in_record = 0;
    reader->has_resumed = 1;
    reader->is_last = 0;
    reader->depth = 0;
    reader->text_base = reader->text_count;
    reader->unwanted_count = reader->wanting = 0;
    reader->forbids_nesting = reader->forbids_nesting || forbids_nesting;
    reader->offset_shift = 0;
    reader->line_shift = line - 1;
    if (!start_parser(reader)) return 0;
    // The elements around the records are opened again, so that their ends fit.
    char *outer = reader->outer;
    size_t depth = reader->outer_depth, given = 0;
    reader->outer = NULL;
    reader->outer_count = reader->outer_room = reader->outer_depth = 0;
    for (size_t i = 0; i < depth && !reader->fault; i++) {
        const char *name = outer + reader->outer_starts[i];
        size_t count = strlen(name);
        xmlParseChunk(reader->context, "<", 1, 0);
        xmlParseChunk(reader->context, name, (int)count, 0);
        xmlParseChunk(reader->context, ">", 1, 0);
        given += count + 2;
    }
    free(outer);
    reader->offset_shift = (int64_t)position - (int64_t)given;
    return reader->fault == CXML_FINE;
}

void cxml_close(cxml_reader *reader) {
    if (!reader) return;
    end_parser(reader);
    cxml_free_node(&reader->root);
    free(reader->element);
    free(reader->outer);
    free(reader->outer_starts);
    free(reader->stack);
    free(reader->text);
    free(reader->attributes);
    free(reader->pieces);
    free(reader->records);
    free(reader);
}

static void look_for_doctype(cxml_reader *reader, const uint8_t *bytes, size_t count) {
    static const char word[] = "<!DOCTYPE";
    for (size_t i = 0; i < count && reader->doctype_start == UINT64_MAX; i++) {
        if (bytes[i] != (uint8_t)word[reader->doctype_matched]) reader->doctype_matched = 0;
        if (bytes[i] == (uint8_t)word[reader->doctype_matched] && ++reader->doctype_matched == sizeof word - 1)
            reader->doctype_start = reader->fed + i + 1 - reader->doctype_matched;
    }
}

// What libxml2 would print itself.
static void say_nothing(void *context, const char *format, ...) { (void)context, (void)format; }

int cxml_feed(cxml_reader *reader, const uint8_t *bytes, size_t count, int is_last) {
    if (reader->fault) return 1;
    // A setting of the thread.
    xmlSetGenericErrorFunc(NULL, say_nothing);
    if (!reader->has_root) look_for_doctype(reader, bytes, count);
    reader->fed += count;
    // libxml2 takes at most an int at once.
    while (count > 0 && !reader->fault) {
        size_t part = count > (1 << 20) ? (1 << 20) : count;
        xmlParseChunk(reader->context, (const char *)bytes, (int)part, 0);
        bytes += part;
        count -= part;
    }
    if (is_last && !reader->fault) {
        reader->is_last = 1;
        xmlParseChunk(reader->context, NULL, 0, 1);
    }
    if (!reader->fault && reader->context->wellFormed == 0 && reader->context->nsWellFormed != 0)
        stop(reader, CXML_MALFORMED, "the document is not well formed");
    return reader->fault;
}
