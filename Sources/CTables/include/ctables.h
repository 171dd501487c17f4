// Tables that are made by programs, kept as constant data: what letters follow each other in a language, and HTML's names
// for characters. How they are made: generate/README.md.
#ifndef CTABLES_H
#define CTABLES_H

#include <stddef.h>

/// Which letter follows which in one language.
typedef struct {
    /// Such as `ru`; null ends the list.
    const char *tag;
    int is_latin;
    /// The lower-case letters that are told apart, in UTF-8; each has its number from 1.
    const char *letters;
    /// Row by row, n + 1 letters by n + 1 with 0 for a border of words: the logarithm of the share with which the letter of
    /// the column follows that of the row. '@' is 0, each next character a fifth less; there is no backslash.
    const char *pairs;
} ctables_language;

/// The most frequent characters of a language that has thousands, in order.
typedef struct {
    const char *tag;
    const char *characters;
} ctables_characters;

/// The entry with this number from 0; one with a null tag ends the list.
ctables_language ctables_language_at(size_t index);
ctables_characters ctables_characters_at(size_t index);

/// The named character references of HTML: lines of `amp; 26`, in order of bytes. Some names go without semicolon too.
const char *ctables_entity_lines(void);

#endif
