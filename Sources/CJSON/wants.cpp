// Which keys and indexes feed which slot, as a tree of paths.
#include "reader.hpp"

void Node::add(const std::string &name, int node) {
    uint8_t padded[16] = {};
    std::memcpy(padded, name.data(), name.size() < 16 ? name.size() : 16);
    Words words = words_of(padded, name.size());
    if (buckets.empty()) buckets.resize(bucket_count);
    if (keys.size() >= UINT16_MAX) return;
    followers.resize(keys.size() + 2);
    uint16_t &bucket = buckets[bucket_of(words, name.size())];
    uint8_t ones[16];
    std::memset(ones, 0xFF, sizeof ones);
    keys.push_back({words, words_of(ones, name.size()), name.size(), node, bucket, name});
    bucket = uint16_t(keys.size());
}

/// Looks a key up that is not the one that followed last time.
int Node::search(const uint8_t *key, size_t count, unsigned &last) {
    unsigned place = buckets[bucket_of(words_of(key, count), count)];
    while (place != 0 && !is(keys[place - 1], key, count)) place = keys[place - 1].next;
    if (place == 0) return -1;
    followers[last] = uint16_t(place);
    last = place;
    return keys[place - 1].node;
}

int cjson_reader::descend(int node, const std::string &key) {
    std::string padded = key + std::string(16, '\0');
    unsigned last = 0;
    int known = nodes[size_t(node)].child(reinterpret_cast<const uint8_t *>(padded.data()), key.size(), last);
    if (known >= 0) return known;
    int made = int(nodes.size());
    nodes.emplace_back();
    seen.push_back(0);
    nodes[size_t(node)].add(key, made);
    return made;
}

int cjson_reader::descend(int node, size_t index) {
    for (auto &entry : nodes[size_t(node)].indexes)
        if (entry.first == index) return entry.second;
    int made = int(nodes.size());
    nodes.emplace_back();
    seen.push_back(0);
    nodes[size_t(node)].indexes.emplace_back(index, made);
    return made;
}

static void want(cjson_reader *reader, const char *path, size_t count, Leaf leaf, std::vector<Leaf> Node::*leaves) {
    // A key that holds dots itself is found under its whole name too.
    std::string whole(path, count);
    int node = 0;
    size_t at = 0;
    while (at < count) {
        if (path[at] == '[') {
            size_t index = 0;
            for (at++; at < count && path[at] != ']'; at++) index = index * 10 + size_t(path[at] - '0');
            at++;
            node = reader->descend(node, index);
        } else {
            if (path[at] == '.') at++;
            size_t end = at;
            while (end < count && path[end] != '.' && path[end] != '[') end++;
            node = reader->descend(node, std::string(path + at, end - at));
            at = end;
        }
    }
    (reader->nodes[size_t(node)].*leaves).push_back(leaf);
    if (whole.find_first_of(".[") != std::string::npos) {
        node = reader->descend(0, whole);
        (reader->nodes[size_t(node)].*leaves).push_back(leaf);
    }
}

extern "C" {

void cjson_want(cjson_reader *reader, const char *path, size_t count, size_t slot, uint32_t rank) {
    want(reader, path, count, {slot, rank}, &Node::leaves);
}

void cjson_want_raw(cjson_reader *reader, const char *path, size_t count, size_t slot, uint32_t rank) {
    want(reader, path, count, {slot, rank}, &Node::wholes);
}

}
