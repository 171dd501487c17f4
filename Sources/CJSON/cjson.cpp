// A reader owns simdjson's indexer and an arena for unescaped strings; values point into the arena or into the caller's bytes.
// simdjson finds the marks and strings of many lines at once and judges their encoding, `Walk` judges and takes every value of a
// record; only where these object does `cjson_check` look for the place.
#include <algorithm>

#include "reader.hpp"
#include "text.hpp"
#include "walk.hpp"

namespace {

// So many bytes of lines are looked at together: they and what is found in them stay in the processor's nearer caches.
const size_t window_size = 1 << 16;

}  // namespace

void cjson_reader::read_lines(const uint8_t *bytes, size_t count, const cjson_lines &lines) {
    for (size_t start = 0, line = 0; start < count;) {
        // As many lines as a window holds, or the one that is longer.
        size_t last = line;
        while (last + 1 < lines.count && lines.ends[last + 1] - start < window_size) last++;
        size_t end = last < lines.count ? lines.ends[last] + 1 : count;
        if (last + 1 >= lines.count && count - start <= window_size) end = count;
        read_window(bytes, start, end, lines, line);
        start = end;
    }
}

/// Looks at whole lines together, from `line` on. Where every string of theirs is closed none goes over a line's end, for simdjson takes
/// no line feed in a string; where one is open, or the encoding is not as it should be, each line is looked at by itself.
void cjson_reader::read_window(const uint8_t *bytes, size_t start, size_t end, const cjson_lines &lines, size_t &line) {
    const uint8_t *window = bytes + start;
    const size_t count = end - start;
    const uint32_t *at = lines_index.of(window, count);
    Walk walk(*this, window, at, count);
    for (size_t from = 0; from < count;) {
        const bool is_ended = line < lines.count;
        const size_t line_end = is_ended ? lines.ends[line] - start : count;
        size_t stop = line_end, first = from;
        while (from < stop && text::is_space(window[stop - 1])) stop--;
        while (first < stop && text::is_space(window[first])) first++;
        if (first < stop) {
            if (at && walk.record(stop)) {
                records.push_back({start + from, stop - from, line, start + from, CJSON_FINE, walk.surrogates, repeated_keys, 0});
            } else {
                read(bytes, start + from, stop - from, line);
                if (at) walk.pass(line_end);
            }
        }
        line += is_ended;
        from = line_end + 1;
    }
}

void cjson_reader::read(const uint8_t *bytes, size_t offset, size_t count, size_t line) {
    cjson_record record = {offset, count, line, offset, CJSON_FINE, 0, 0, 0};
    if (!walk(bytes + offset, count, record)) again(bytes + offset, count, record);
    // What cannot be read has values all the same: none is given.
    if (record.fault) begin_record();
    record.repeated_keys = repeated_keys;
    records.push_back(record);
}

/// Reads all of `bytes` as one object; false, and nothing kept, if it is none.
bool cjson_reader::walk(const uint8_t *bytes, size_t count, cjson_record &record) {
    const uint32_t *at = record_index.of(bytes, count);
    if (!at) return false;
    while (count > 0 && text::is_space(bytes[count - 1])) count--;
    Walk walk(*this, bytes, at, count);
    if (!walk.record(count)) return false;
    record.surrogates = walk.surrogates;
    return true;
}

/// The second look at a record that is no object in UTF-8: invalid sequences are repaired, anything else is a fault with a place.
void cjson_reader::again(const uint8_t *bytes, size_t count, cjson_record &record) {
    if (!cjson_is_utf8(bytes, count)) {
        uint8_t *repaired = room_of_its_own(count * 3);
        size_t written = cjson_repair_utf8(bytes, count, repaired, &record.invalid);
        if (walk(repaired, written, record)) return;
    }
    size_t place = 0;
    record.fault = cjson_check(bytes, count, &place);
    if (record.fault == CJSON_PYTHON && takes_python) {
        // A Python dictionary is read as the JSON that says the same.
        uint8_t *rewritten = room_of_its_own(count * 3);
        size_t written = text::json_of_python(bytes, count, rewritten);
        if (written > 0 && walk(rewritten, written, record)) {
            record.fault = CJSON_FINE;
            return;
        }
    }
    if (!record.fault) {
        size_t first = 0;
        while (first < count && text::is_space(bytes[first])) first++;
        place = first;
        record.fault = first < count && bytes[first] == '{' ? CJSON_MALFORMED : CJSON_NOT_AN_OBJECT;
    }
    record.fault_offset = record.offset + place;
}

cjson_value *cjson_reader::begin_record() {
    if (value_count + slots > value_room) {
        value_room = std::max<size_t>(value_room * 2, 1024 + slots);
        std::unique_ptr<cjson_value[]> larger(new cjson_value[value_room]);
        std::copy_n(values.get(), value_count, larger.get());
        values = std::move(larger);
    }
    cjson_value *row = values.get() + value_count;
    std::fill_n(row, slots, cjson_value{});
    value_count += slots;
    std::fill(ranks.begin(), ranks.end(), UINT32_MAX);
    repeated_keys = 0;
    return row;
}

uint8_t *cjson_reader::room(size_t count) {
    count += CJSON_PADDING;
    if (arena_used + count > arena_size) {
        arena_size = std::max<size_t>(count, 1 << 18);
        arenas.emplace_back(new uint8_t[arena_size]);
        arena_used = 0;
    }
    return arenas.back().get() + arena_used;
}

uint8_t *cjson_reader::room_of_its_own(size_t count) {
    arenas.emplace_back(new uint8_t[count + CJSON_PADDING]());
    arena_used = arena_size = 0;
    return arenas.back().get();
}

void cjson_reader::reset() {
    records.clear();
    value_count = 0;
    if (arenas.size() > 1) {
        arenas.clear();
        arena_size = 0;
    }
    arena_used = 0;
}

const uint32_t *Index::of(const uint8_t *bytes, size_t count) {
    if (!indexer || indexer->capacity() < count) {
        size_t capacity = std::max(count, window_size);
        if (indexer ? indexer->allocate(capacity, 1)
                    : simdjson::get_active_implementation()->create_dom_parser_implementation(capacity, 1, indexer)) {
            indexer.reset();
            return nullptr;
        }
    }
    if (indexer->stage1(bytes, count, simdjson::stage1_mode::regular)) return nullptr;
    return indexer->structural_indexes.get();
}

extern "C" {

cjson_reader *cjson_open(size_t slots) { return new cjson_reader(slots); }
void cjson_close(cjson_reader *reader) { delete reader; }
void cjson_allow_python(cjson_reader *reader) { reader->takes_python = true; }
void cjson_reset(cjson_reader *reader) { reader->reset(); }

void cjson_read_lines(cjson_reader *reader, const uint8_t *bytes, size_t count, const cjson_lines *lines) {
    reader->read_lines(bytes, count, *lines);
}
void cjson_read_record(cjson_reader *reader, const uint8_t *bytes, size_t offset, size_t count) {
    reader->read(bytes, offset, count, 0);
}

size_t cjson_record_count(const cjson_reader *reader) { return reader->records.size(); }
const cjson_record *cjson_records(const cjson_reader *reader) { return reader->records.data(); }
const cjson_value *cjson_values(const cjson_reader *reader) { return reader->values.get(); }

int cjson_is_utf8(const uint8_t *bytes, size_t count) {
    return simdjson::validate_utf8(reinterpret_cast<const char *>(bytes), count);
}

}
