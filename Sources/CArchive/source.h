// Where compressed bytes come from: a descriptor, which stays the caller's, or a member of an archive.
#ifndef CARCHIVE_SOURCE_H
#define CARCHIVE_SOURCE_H

#include "carchive.h"

// Small, so that what was used is known to that: a bomb is told by it.
enum { BLOCK = 4096 };

typedef struct {
    int descriptor;
    carchive_files *files;
    carchive_stream *stream;
    const unsigned char *prefix;
    size_t prefix_count;
    int64_t taken;
    int failed;
} carchive_source;

// Reads up to BLOCK bytes; 0 at the end, -1 on failure. The prefix comes first.
ssize_t carchive_source_read(carchive_source *source, unsigned char *buffer);

#endif
