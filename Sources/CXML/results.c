// What a reader has found so far.
#include "reader.h"

int cxml_grow(void **block, size_t *room, size_t needed, size_t size) {
    if (needed <= *room) return 1;
    size_t larger = *room * 2 > needed ? *room * 2 : needed + 64;
    void *moved = realloc(*block, larger * size);
    if (!moved) return 0;
    *block = moved;
    *room = larger;
    return 1;
}

size_t cxml_record_count(const cxml_reader *reader) { return reader->record_count; }
const cxml_record *cxml_records(const cxml_reader *reader) { return reader->records; }

const cxml_value *cxml_values(cxml_reader *reader) {
    size_t count = reader->record_count * reader->slots;
    if (!cxml_grow((void **)&reader->values, &reader->value_room, count + 1, sizeof(cxml_value))) return NULL;
    for (size_t i = 0; i < count; i++) {
        piece one = reader->pieces[i];
        reader->values[i] = one.is_given
            ? (cxml_value){reader->arena + one.offset, (uint32_t)one.count, 1} : (cxml_value){NULL, 0, 0};
    }
    return reader->values;
}

void cxml_reset(cxml_reader *reader) {
    // Keep what belongs to the unfinished record.
    if (reader->in_record && reader->record_count > 0) {
        memmove(reader->pieces, reader->pieces + reader->record_count * reader->slots, reader->slots * sizeof(piece));
        size_t first = reader->arena_count;
        for (size_t i = 0; i < reader->slots; i++)
            if (reader->pieces[i].is_given && reader->pieces[i].offset < first) first = reader->pieces[i].offset;
        memmove(reader->arena, reader->arena + first, reader->arena_count - first);
        reader->arena_count -= first;
        for (size_t i = 0; i < reader->slots; i++) reader->pieces[i].offset -= first;
    } else if (!reader->in_record) {
        reader->arena_count = 0;
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
