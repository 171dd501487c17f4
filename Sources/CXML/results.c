// What a reader has found so far.
#include "reader.h"

int cxml_enlarge(void **block, size_t *room, size_t needed, size_t size) {
    size_t larger = *room * 2 > needed ? *room * 2 : needed + 64;
    // Readers of values may look a little past their end.
    void *moved = realloc(*block, larger * size + 64);
    if (!moved) return 0;
    *block = moved;
    *room = larger;
    return 1;
}

size_t cxml_record_count(const cxml_reader *reader) { return reader->found.record_count; }

cxml_found *cxml_found_open(void) { return calloc(1, sizeof(cxml_found)); }

void cxml_free_found(cxml_found *found) {
    free(found->text);
    free(found->attributes);
    free(found->pieces);
    free(found->records);
}

void cxml_found_close(cxml_found *found) {
    if (!found) return;
    cxml_free_found(found);
    free(found);
}

void cxml_found_clear(cxml_found *found) {
    found->text_count = found->attribute_count = found->record_count = 0;
}

const cxml_record *cxml_records(const cxml_found *found, size_t *count) {
    *count = found->record_count;
    return found->records;
}

const char *cxml_texts(const cxml_found *found, size_t *count) {
    *count = found->text_count;
    return found->text;
}

const cxml_value *cxml_values(const cxml_found *found) { return found->pieces; }
const uint8_t *cxml_attributes(const cxml_found *found) { return found->attributes; }

// Copies what the open record has so far behind nothing: into emptied blocks.
static int carry_on(cxml_reader *reader, const cxml_found *before) {
    cxml_found *now = &reader->found;
    const piece *open = before->pieces + before->record_count * reader->slots;
    size_t text = reader->text_base, attributes = before->attribute_count;
    for (size_t i = 0; i < reader->slots; i++) {
        if (stands_in(open + i, CXML_IN_TEXTS) && open[i].offset < text) text = open[i].offset;
        if (stands_in(open + i, CXML_IN_ATTRIBUTES) && open[i].offset < attributes) attributes = open[i].offset;
    }
    size_t texts = before->text_count - text, others = before->attribute_count - attributes;
    if (!cxml_grow((void **)&now->pieces, &now->piece_room, reader->slots, sizeof(piece))
        || !cxml_grow((void **)&now->text, &now->text_room, texts, 1)
        || !cxml_grow((void **)&now->attributes, &now->attribute_room, others, 1)) return 0;
    if (texts > 0) memcpy(now->text, before->text + text, texts);
    if (others > 0) memcpy(now->attributes, before->attributes + attributes, others);
    now->text_count = texts;
    now->attribute_count = others;
    for (size_t i = 0; i < reader->slots; i++) {
        now->pieces[i] = open[i];
        if (is_given(open + i)) now->pieces[i].offset -= stands_in(open + i, CXML_IN_TEXTS) ? text : attributes;
    }
    reader->text_base -= text;
    // That of the record itself is not asked for again.
    for (size_t i = 1; i < reader->depth; i++) reader->stack[i].text_start -= text;
    return 1;
}

int cxml_hand_over(cxml_reader *reader, cxml_found *found) {
    cxml_found before = reader->found;
    cxml_found_clear(found);
    // Nothing to hand over, and the open record goes on where it is.
    if (before.record_count == 0 && reader->in_record) return 1;
    reader->found = *found;
    *found = before;
    if (!reader->in_record) {
        reader->text_base = 0;
        return 1;
    }
    if (carry_on(reader, found)) return 1;
    cxml_fail(reader, CXML_NO_MEMORY, "out of memory");
    return 0;
}

uint64_t cxml_open_record(const cxml_reader *reader) { return reader->in_record ? reader->record_start : UINT64_MAX; }
uint64_t cxml_position(const cxml_reader *reader) {
    // A stopped parser has let go of its input.
    return reader->fault ? reader->fault_offset : cxml_offset_here(reader);
}

uint64_t cxml_nested_start(const cxml_reader *reader) { return reader->in_record ? reader->nested_start : UINT64_MAX; }
int cxml_namespace_fault(const cxml_reader *reader) { return reader->namespace_fault; }
uint64_t cxml_namespace_offset(const cxml_reader *reader) { return reader->namespace_offset; }
int cxml_namespace_line(const cxml_reader *reader) { return reader->namespace_line; }
int cxml_namespace_column(const cxml_reader *reader) { return reader->namespace_column; }

int cxml_fault_line(const cxml_reader *reader) { return reader->fault_line; }
int cxml_fault_column(const cxml_reader *reader) { return reader->fault_column; }
int cxml_fault(const cxml_reader *reader) { return reader->fault; }
uint64_t cxml_fault_offset(const cxml_reader *reader) { return reader->fault_offset; }
uint64_t cxml_doctype_start(const cxml_reader *reader) { return reader->doctype_start; }
int cxml_fault_in_doctype(const cxml_reader *reader) { return reader->is_in_doctype; }
int cxml_ended_short(const cxml_reader *reader) { return reader->is_short; }
const char *cxml_fault_reason(const cxml_reader *reader) { return reader->reason; }
