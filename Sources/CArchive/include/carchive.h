#ifndef CARCHIVE_H
#define CARCHIVE_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// What stopped a reader.
enum {
    CARCHIVE_FINE = 0,
    /// Cut short, altered, or not understood.
    CARCHIVE_DAMAGED = 1,
    /// Compressed again inside.
    CARCHIVE_NESTED = 2,
    /// Needs more memory than is given: a zstd window over 128 MB that is really used.
    CARCHIVE_WINDOW = 3,
    /// The system refused to read.
    CARCHIVE_SYSTEM = 4,
    /// Grows more than 200 times after the first megabyte.
    CARCHIVE_DENSE = 5,
};

/// One compressed stream (gzip, bzip2, xz, zstd) being read as plain bytes.
typedef struct carchive_stream carchive_stream;

/// Opens the compressed stream that `prefix` (bytes already taken from `descriptor`) begins. Null when out of memory.
carchive_stream *carchive_stream_open(int descriptor, const void *prefix, size_t count);
/// Opens the compressed stream inside `outer`, of which `prefix` was read; it reads from `outer` as long as both are open.
carchive_stream *carchive_stream_open_inner(carchive_stream *outer, const void *prefix, size_t count);
/// Reads up to `count` plain bytes; 0 at the end, -1 on failure (see `carchive_stream_fault`).
ssize_t carchive_stream_read(carchive_stream *stream, void *buffer, size_t count);
/// The library's own words for the last failure.
const char *carchive_stream_reason(const carchive_stream *stream);
int carchive_stream_fault(const carchive_stream *stream);
/// How many compressed bytes were used so far; exact for gzip, else within 4 KiB.
int64_t carchive_stream_used(const carchive_stream *stream);
/// Whether bytes that belong to nothing follow the stream's end; known at the end, for gzip only.
int carchive_stream_has_rest(const carchive_stream *stream);
void carchive_stream_close(carchive_stream *stream);

/// What a member of an archive is.
enum {
    CARCHIVE_END = 0,
    CARCHIVE_FILE = 1,
    CARCHIVE_FOLDER = 2,
    /// A link, a device: nothing with bytes of its own.
    CARCHIVE_OTHER = 3,
    CARCHIVE_ENCRYPTED = 4,
};

/// An archive of files (zip, tar, also compressed) being read member by member.
typedef struct carchive_files carchive_files;

/// Opens the archive in a file that can be read from any place, or the tar in a compressed stream: then `stream` belongs to
/// the archive. Null when out of memory.
carchive_files *carchive_files_open(int descriptor, carchive_stream *stream);
/// Moves to the next member; -1 on failure.
int carchive_files_next(carchive_files *files);
/// The member's name as it is written, which may be any bytes; null if it has none.
const char *carchive_files_name(const carchive_files *files);
/// Reads up to `count` bytes of the member; 0 at its end, -1 on failure.
ssize_t carchive_files_read(carchive_files *files, void *buffer, size_t count);
/// The place in the archive, in bytes, up to which it was read.
int64_t carchive_files_position(const carchive_files *files);
/// Opens the member itself as a compressed stream, which reads from it as long as both are open.
carchive_stream *carchive_files_open_stream(carchive_files *files, const void *prefix, size_t count);
const char *carchive_files_reason(const carchive_files *files);
/// Why the last call failed; the fault of the compressed stream around a tar counts first.
int carchive_files_fault(const carchive_files *files);
void carchive_files_close(carchive_files *files);

#endif
