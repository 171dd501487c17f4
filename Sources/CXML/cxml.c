// A reader owns libxml2's push parser and what it found: values are stretches of one block of text and of one of attributes.
// Nothing outside the fed bytes is ever read: no DTD, no external entity, no network. Documents that declare entities stop at
// once, unless these are allowed: then those declared inside the document are replaced, up to a bound.
#include "reader.h"

uint64_t cxml_offset_here(const cxml_reader *reader) {
    xmlParserInputPtr input = reader->context ? reader->context->input : NULL;
    uint64_t parsed = input ? (uint64_t)input->consumed + (uint64_t)(input->cur - input->base) : 0;
    return (uint64_t)((int64_t)parsed + reader->offset_shift);
}

void cxml_fail(cxml_reader *reader, int fault, const char *reason) {
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

static void refuse_entity(void *context, const xmlChar *name, int type, const xmlChar *public_id,
                          const xmlChar *system_id, xmlChar *content) {
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    cxml_fail(((xmlParserCtxtPtr)context)->_private, CXML_DECLARES_ENTITIES, "the document declares entities of its own");
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
    cxml_characters(context, (const xmlChar *)"&", 1);
    cxml_characters(context, name, (int)strlen((const char *)name));
    cxml_characters(context, (const xmlChar *)";", 1);
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
    cxml_fail(reader, CXML_MALFORMED, error->message ? error->message : "the document is not well formed");
    if (error->code == XML_ERR_DOCUMENT_END) reader->is_short = reader->is_last;
}

static int start_parser(cxml_reader *reader) {
    xmlSAXHandler handler;
    memset(&handler, 0, sizeof handler);
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = cxml_start_element;
    handler.endElementNs = cxml_end_element;
    handler.characters = cxml_characters;
    handler.cdataBlock = cxml_characters;
    handler.ignorableWhitespace = cxml_characters;
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
    reader->text_base = reader->found.text_count;
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
    cxml_free_found(&reader->found);
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

enum { feed_part = 1 << 15 };

// What libxml2 would print itself.
static void say_nothing(void *context, const char *format, ...) { (void)context, (void)format; }

int cxml_feed(cxml_reader *reader, const uint8_t *bytes, size_t count, int is_last) {
    if (reader->fault) return 1;
    // A setting of the thread.
    xmlSetGenericErrorFunc(NULL, say_nothing);
    if (!reader->has_root) look_for_doctype(reader, bytes, count);
    reader->fed += count;
    // libxml2 copies what it is given: in small parts that stays near the processor.
    while (count > 0 && !reader->fault) {
        size_t part = count > feed_part ? feed_part : count;
        xmlParseChunk(reader->context, (const char *)bytes, (int)part, 0);
        bytes += part;
        count -= part;
    }
    if (is_last && !reader->fault) {
        reader->is_last = 1;
        xmlParseChunk(reader->context, NULL, 0, 1);
    }
    if (!reader->fault && reader->context->wellFormed == 0 && reader->context->nsWellFormed != 0)
        cxml_fail(reader, CXML_MALFORMED, "the document is not well formed");
    return reader->fault;
}
