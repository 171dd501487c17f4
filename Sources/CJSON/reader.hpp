// What the files of this reader share: the wanted paths as a tree, and the reader itself.
#pragma once

#include <simdjson.h>

#include <cstring>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cjson.h"
#include "lines.hpp"

struct Leaf {
    size_t slot;
    uint32_t rank;
};

/// One step of the wanted paths: children by key or by index, and the slots fed from here.
class Node {
public:
    std::vector<std::pair<size_t, int>> indexes;
    std::vector<Leaf> leaves;
    std::vector<Leaf> wholes;  // slots fed with the object or list as it is written

    /// The child for a key of `count` bytes, behind which 16 bytes can be read; -1 if nobody wants it. `last` is the place of the
    /// wanted key before it, 0 for none: most records have their keys in the same order.
    [[gnu::always_inline]] int child(const uint8_t *key, size_t count, unsigned &last) {
        if (keys.empty()) return -1;
        const unsigned place = followers[last];
        if (place == 0 || !is(keys[place - 1], key, count)) return search(key, count, last);
        last = place;
        return keys[place - 1].node;
    }

    void add(const std::string &name, int node);

private:
    /// The first 16 bytes of a key: most keys differ in them, and are no longer.
    struct Words {
        uint64_t low, high;
    };
    struct Key {
        Words words, mask;  // the mask covers the key's own bytes
        size_t count;
        int node;
        uint16_t next;  // 1 + the next key of its bucket, 0 for none
        std::string name;
    };
    enum { bucket_count = 256 };
    std::vector<Key> keys;
    std::vector<uint16_t> buckets;    // 1 + the first key, 0 for none
    std::vector<uint16_t> followers;  // by key from 1, and for the begin: the one that followed it last, 0 for none

    int search(const uint8_t *key, size_t count, unsigned &last);

    [[gnu::always_inline]] static bool is(const Key &one, const uint8_t *key, size_t count) {
        Words words;
        std::memcpy(&words, key, sizeof words);
        const uint64_t differing = ((words.low ^ one.words.low) & one.mask.low) | ((words.high ^ one.words.high) & one.mask.high);
        return (differing | (one.count ^ count)) == 0 && (count <= 16 || std::memcmp(one.name.data() + 16, key + 16, count - 16) == 0);
    }

    static Words words_of(const uint8_t *key, size_t count) {
        Words words;
        std::memcpy(&words, key, sizeof words);
        // The bytes behind a short key are somebody else's.
        if (count < 8) {
            words.low &= (uint64_t(1) << (8 * count)) - 1;
            words.high = 0;
        } else if (count < 16) {
            words.high &= (uint64_t(1) << (8 * (count - 8))) - 1;
        }
        return words;
    }

    static unsigned bucket_of(Words words, size_t count) {
        return unsigned(((words.low + words.high * 3 + count) * 0x9E3779B97F4A7C15u) >> 56);
    }
};

/// Finds the marks, strings and words of JSON, by simdjson's first stage.
class Index {
public:
    /// The offsets of marks and of where values begin, in order, with `count` behind the last; they live until the next call. Null where
    /// a string is not closed or holds a control character, where the bytes are no UTF-8, and where there is nothing.
    const uint32_t *of(const uint8_t *bytes, size_t count);

private:
    std::unique_ptr<simdjson::internal::dom_parser_implementation> indexer;
};

struct cjson_reader {
    explicit cjson_reader(size_t slots) : slots(slots), ranks(slots) {}

    const size_t slots;
    std::vector<Node> nodes{1};
    std::vector<cjson_record> records;
    std::unique_ptr<cjson_value[]> values;
    bool takes_python = false;

    /// The node that a key or an index leads to, made if there is none.
    int descend(int node, const std::string &key);
    int descend(int node, size_t index);

    /// Reads each line as a record.
    void read_lines(const uint8_t *bytes, size_t count, const cjson_lines &lines);
    void read(const uint8_t *bytes, size_t offset, size_t count, size_t line);
    void reset();

private:
    friend class Walk;

    Index lines_index, record_index;
    size_t value_count = 0, value_room = 0;
    // By slot: how soon the path that its value came from was named.
    std::vector<uint32_t> ranks;
    std::vector<std::unique_ptr<uint8_t[]>> arenas;
    size_t arena_used = 0, arena_size = 0;
    uint32_t repeated_keys = 0;
    // By node: the number of the object that its key was last seen in.
    std::vector<uint64_t> seen{0};
    uint64_t objects = 0;

    /// Adds a row of values, none of them given yet; it lives until the next.
    cjson_value *begin_record();
    void drop_record() { value_count -= slots; }
    void read_window(const uint8_t *bytes, size_t start, size_t end, const cjson_lines &lines, size_t &line);
    bool walk(const uint8_t *bytes, size_t count, cjson_record &record);
    void again(const uint8_t *bytes, size_t count, cjson_record &record);
    /// Room for so many bytes, and some to look at behind them; they are taken by adding to `arena_used`.
    uint8_t *room(size_t count);
    /// Zeros, which stay as they are until `reset`.
    uint8_t *room_of_its_own(size_t count);
};
