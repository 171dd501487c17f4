// What a reader has found so far.
#include "reader.h"

int cxml_enlarge(void **block, size_t *room, size_t needed, size_t size) {
    size_t larger = *room * 2 > needed ? *room * 2 : needed + 64;
    void *moved = realloc(*block, larger * size);
    if (!moved) return 0;
    *block = moved;
    *room = larger;
    return 1;
}

size_t cxml_record_count(const cxml_reader *reader) { return reader->record_count; }
const cxml_record *cxml_records(const cxml_reader *reader) { return reader->records; }

const char *cxml_texts(const cxml_reader *reader, size_t *count) {
    *count = reader->text_count;
    return reader->text;
}

const uint8_t *cxml_attributes(const cxml_reader *reader, size_t *count) {
    *count = reader->attribute_count;
    return reader->attributes;
}

const cxml_value *cxml_values(const cxml_reader *reader) { return reader->pieces; }

// Moves the bytes that belong to the unfinished record to the front.
static void let_go(void *bytes, size_t *count, size_t first) {
    if (first == 0) return;
    memmove(bytes, (char *)bytes + first, *count - first);
    *count -= first;
}

void cxml_reset(cxml_reader *reader) {
    if (reader->in_record && reader->record_count > 0) {
        piece *open = reader->pieces;
        memmove(open, open + reader->record_count * reader->slots, reader->slots * sizeof(piece));
        size_t text = reader->text_base, attributes = reader->attribute_count;
        for (size_t i = 0; i < reader->slots; i++) {
            if (stands_in(open + i, CXML_IN_TEXTS) && open[i].offset < text) text = open[i].offset;
            if (stands_in(open + i, CXML_IN_ATTRIBUTES) && open[i].offset < attributes) attributes = open[i].offset;
        }
        let_go(reader->text, &reader->text_count, text);
        let_go(reader->attributes, &reader->attribute_count, attributes);
        for (size_t i = 0; i < reader->slots; i++)
            if (is_given(open + i)) open[i].offset -= stands_in(open + i, CXML_IN_TEXTS) ? text : attributes;
        reader->text_base -= text;
        // That of the record itself is not asked for again.
        for (size_t i = 1; i < reader->depth; i++) reader->stack[i].text_start -= text;
    } else if (!reader->in_record) {
        reader->text_count = reader->text_base = reader->attribute_count = 0;
    }
    reader->record_count = 0;
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
