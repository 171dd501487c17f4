#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <sys/types.h>

/// One compressed file being read as a stream of bytes.
typedef struct carchive carchive;

/// Opens the compressed stream that `prefix` (bytes already taken from `descriptor`) begins. Null when out of memory or not understood.
carchive *carchive_open(int descriptor, const void *prefix, size_t count);
/// Reads up to `count` plain bytes; 0 at the end, -1 on failure (see `carchive_reason`).
ssize_t carchive_read(carchive *archive, void *buffer, size_t count);
/// The library's own words for the last failure.
const char *carchive_reason(const carchive *archive);
/// How many compressed bytes were taken so far.
long long carchive_taken(const carchive *archive);
void carchive_close(carchive *archive);

#endif
