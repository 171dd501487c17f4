// Which elements and attributes feed which slot, as a tree of paths.
#include "reader.h"

char *cxml_copy(const char *bytes, size_t count) {
    char *made = malloc(count + 1);
    if (!made) return NULL;
    memcpy(made, bytes, count);
    made[count] = 0;
    return made;
}

void cxml_free_node(node *one) {
    while (one->leaves) {
        leaf *next = one->leaves->next;
        free(one->leaves->attribute);
        free(one->leaves);
        one->leaves = next;
    }
    while (one->first_child) {
        node *next = one->first_child->next;
        cxml_free_node(one->first_child);
        free(one->first_child);
        one->first_child = next;
    }
    free(one->name);
    free(one->attribute);
    free(one->expected);
}

static int same(const char *one, const char *other) {
    return one == other || (one && other && strcmp(one, other) == 0);
}

static node *descend(node *parent, const char *step, size_t count) {
    node wanted = {0};
    const char *bracket = memchr(step, '[', count);
    size_t name_count = bracket ? (size_t)(bracket - step) : count;
    wanted.name = cxml_copy(step, name_count);
    if (bracket) {
        const char *end = step + count, *equals = memchr(bracket, '=', (size_t)(end - bracket));
        const char *close = memchr(bracket, ']', (size_t)(end - bracket));
        if (equals && close && equals < close) {
            wanted.attribute = cxml_copy(bracket + 1, (size_t)(equals - bracket - 1));
            wanted.expected = cxml_copy(equals + 1, (size_t)(close - equals - 1));
        }
    }
    node **end = &parent->first_child;
    for (; *end; end = &(*end)->next) {
        node *child = *end;
        if (same(child->name, wanted.name) && same(child->attribute, wanted.attribute) && same(child->expected, wanted.expected)) {
            cxml_free_node(&wanted);
            return child;
        }
    }
    node *made = malloc(sizeof *made);
    if (!made) {
        cxml_free_node(&wanted);
        return NULL;
    }
    *made = wanted;
    *end = made;
    return made;
}

int cxml_want(cxml_reader *reader, const char *path, size_t slot, uint32_t rank) {
    node *at = &reader->root;
    const char *attribute = NULL;
    while (*path) {
        size_t count = strcspn(path, ".[");
        if (path[count] == '[') count += strcspn(path + count, "]") + 1;
        if (*path == '@') {
            attribute = path + 1;
            break;
        }
        if (!(at = descend(at, path, count))) return 0;
        path += count;
        if (*path == '.') path++;
    }
    leaf *made = calloc(1, sizeof *made);
    if (!made) return 0;
    *made = (leaf){attribute ? cxml_copy(attribute, strlen(attribute)) : NULL, slot, rank, at->leaves};
    at->leaves = made;
    if (attribute) at->wants_attributes = 1;
    else at->wants_text = 1;
    return 1;
}
