// Lifetime: a stream owns its library handle and a copy of the prefix; a descriptor stays the caller's.
// gzip goes through zlib itself, because libarchive does not check its CRC; the others go through libarchive.
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "source.h"

// The memory that a zstd window may take.
static const int64_t window_limit = (int64_t)1 << 27;
// Text grows 3 to 12 times; what grows more than this after the first bytes is a bomb.
static const int64_t ratio_limit = 200, free_bytes = (int64_t)1 << 20;

struct carchive_stream {
    carchive_source source;
    unsigned char *prefix;
    int fault;
    char reason[160];
    int64_t plain;
    int at_end;
    int has_rest;
    // gzip
    int is_gzip;
    z_stream zlib;
    int members;
    // others
    struct archive *handle;
    int has_long_window;
    int is_begun;
    unsigned char block[BLOCK];
};

ssize_t carchive_source_read(carchive_source *source, unsigned char *buffer) {
    if (source->prefix_count > 0) {
        size_t count = source->prefix_count < BLOCK ? source->prefix_count : BLOCK;
        memcpy(buffer, source->prefix, count);
        source->prefix += count;
        source->prefix_count -= count;
        source->taken += (int64_t)count;
        return (ssize_t)count;
    }
    for (;;) {
        ssize_t got = source->files ? carchive_files_read(source->files, buffer, BLOCK)
            : source->stream        ? carchive_stream_read(source->stream, buffer, BLOCK)
                                    : read(source->descriptor, buffer, BLOCK);
        if (got >= 0) {
            source->taken += got;
            return got;
        }
        if (source->files || source->stream || errno != EINTR) {
            source->failed = 1;
            return -1;
        }
    }
}

static ssize_t fail(carchive_stream *stream, int fault, const char *reason) {
    stream->fault = fault;
    snprintf(stream->reason, sizeof stream->reason, "%s", reason);
    return -1;
}

static ssize_t fail_source(carchive_stream *stream) {
    const carchive_stream *outer = stream->source.stream;
    if (outer) return fail(stream, outer->fault, outer->reason);
    if (!stream->source.files) return fail(stream, CARCHIVE_SYSTEM, strerror(errno));
    return fail(stream, carchive_files_fault(stream->source.files), carchive_files_reason(stream->source.files));
}

// A zstd frame may announce a window of 2 GB that its content never fills. Such a header is changed to the largest window
// that is read here; the read is stopped where the content would need more. Before that nothing is looked up beyond it.
static void shorten_window(carchive_stream *stream, unsigned char *block, size_t count) {
    static const unsigned char magic[4] = {0x28, 0xB5, 0x2F, 0xFD};
    if (count < 6 || memcmp(block, magic, 4) != 0 || block[4] & 0x20) return;
    int exponent = block[5] >> 3;
    if (exponent + 10 < 27 || block[5] == 17 << 3) return;
    stream->has_long_window = 1;
    block[5] = 17 << 3;
}

static la_ssize_t take(struct archive *handle, void *context, const void **bytes) {
    carchive_stream *stream = context;
    ssize_t got = carchive_source_read(&stream->source, stream->block);
    if (got < 0) {
        fail_source(stream);
        archive_set_error(handle, EIO, "%s", stream->reason);
        return -1;
    }
    if (!stream->is_begun) shorten_window(stream, stream->block, (size_t)got);
    stream->is_begun = 1;
    *bytes = stream->block;
    return got;
}

static int open_other(carchive_stream *stream) {
    stream->handle = archive_read_new();
    if (!stream->handle) return 0;
    archive_read_support_filter_bzip2(stream->handle);
    archive_read_support_filter_xz(stream->handle);
    archive_read_support_filter_zstd(stream->handle);
    archive_read_support_format_raw(stream->handle);
    archive_read_support_format_empty(stream->handle);
    struct archive_entry *entry;
    int status = archive_read_open(stream->handle, stream, NULL, take, NULL);
    if (status == ARCHIVE_OK) status = archive_read_next_header(stream->handle, &entry);
    // An empty file in a compressed wrapper has no entry: reading it then yields no bytes.
    if (status == ARCHIVE_EOF) stream->at_end = 1;
    else if (status != ARCHIVE_OK) {
        if (!stream->fault) fail(stream, CARCHIVE_DAMAGED, archive_error_string(stream->handle));
    } else if (archive_filter_count(stream->handle) > 2) {
        fail(stream, CARCHIVE_NESTED, "compressed twice");
    }
    return 1;
}

static carchive_stream *open_stream(
    int descriptor, carchive_files *files, carchive_stream *outer, const void *prefix, size_t count) {
    carchive_stream *stream = calloc(1, sizeof *stream);
    if (!stream) return NULL;
    stream->prefix = malloc(count ? count : 1);
    if (!stream->prefix) goto failed;
    memcpy(stream->prefix, prefix, count);
    stream->source = (carchive_source){
        .descriptor = descriptor, .files = files, .stream = outer, .prefix = stream->prefix, .prefix_count = count};
    stream->is_gzip = count >= 2 && stream->prefix[0] == 0x1F && stream->prefix[1] == 0x8B;
    if (stream->is_gzip) {
        if (inflateInit2(&stream->zlib, 15 + 16) != Z_OK) {
            stream->is_gzip = 0;
            goto failed;
        }
    } else if (!open_other(stream)) {
        goto failed;
    }
    return stream;
failed:
    carchive_stream_close(stream);
    return NULL;
}

carchive_stream *carchive_stream_open(int descriptor, const void *prefix, size_t count) {
    return open_stream(descriptor, NULL, NULL, prefix, count);
}

carchive_stream *carchive_stream_open_inner(carchive_stream *outer, const void *prefix, size_t count) {
    return open_stream(-1, NULL, outer, prefix, count);
}

carchive_stream *carchive_files_open_stream(carchive_files *files, const void *prefix, size_t count) {
    return open_stream(-1, files, NULL, prefix, count);
}

// Makes at least one byte of input ready; 0 at the end of the file.
static int refill(carchive_stream *stream) {
    if (stream->zlib.avail_in > 0) return 1;
    ssize_t got = carchive_source_read(&stream->source, stream->block);
    if (got < 0) return (int)fail_source(stream);
    stream->zlib.next_in = stream->block;
    stream->zlib.avail_in = (uInt)got;
    return got > 0;
}

// Another member may follow; zeros may fill up the last block of a tape; anything else is a rest.
static int next_member(carchive_stream *stream) {
    for (;;) {
        int ready = refill(stream);
        if (ready <= 0) return ready;
        unsigned char byte = *stream->zlib.next_in;
        if (byte == 0x1F) return inflateReset(&stream->zlib) == Z_OK;
        if (byte != 0) {
            stream->has_rest = 1;
            return 0;
        }
        stream->zlib.next_in++;
        stream->zlib.avail_in--;
    }
}

static ssize_t read_gzip(carchive_stream *stream, void *buffer, size_t count) {
    stream->zlib.next_out = buffer;
    stream->zlib.avail_out = (uInt)(count < 1 << 30 ? count : 1 << 30);
    uInt asked = stream->zlib.avail_out;
    while (stream->zlib.avail_out == asked) {
        int ready = refill(stream);
        if (ready < 0) return -1;
        if (ready == 0) return fail(stream, CARCHIVE_DAMAGED, "the gzip stream ends in the middle");
        int status = inflate(&stream->zlib, Z_NO_FLUSH);
        if (status == Z_STREAM_END) {
            stream->members++;
            ready = next_member(stream);
            if (ready < 0) return -1;
            if (ready == 0) {
                stream->at_end = 1;
                break;
            }
        } else if (status == Z_DATA_ERROR && stream->members > 0 && stream->zlib.total_out == 0
            && strcmp(stream->zlib.msg ? stream->zlib.msg : "", "incorrect header check") == 0) {
            // The byte that looked like another member was none.
            stream->has_rest = 1;
            stream->at_end = 1;
            break;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            return fail(stream, CARCHIVE_DAMAGED, stream->zlib.msg ? stream->zlib.msg : "not gzip");
        }
    }
    return (ssize_t)(asked - stream->zlib.avail_out);
}

static ssize_t checked(carchive_stream *stream, ssize_t got) {
    int64_t used = carchive_stream_used(stream);
    stream->plain += got;
    if (stream->plain > free_bytes && stream->plain / ratio_limit > (used > 0 ? used : 1))
        return fail(stream, CARCHIVE_DENSE, "it grows more than 200 times");
    return got;
}

ssize_t carchive_stream_read(carchive_stream *stream, void *buffer, size_t count) {
    if (stream->fault) return -1;
    if (stream->at_end || count == 0) return 0;
    if (stream->is_gzip) {
        ssize_t got = read_gzip(stream, buffer, count);
        return got < 0 ? got : checked(stream, got);
    }
    la_ssize_t got = archive_read_data(stream->handle, buffer, count);
    if (got < 0) {
        if (stream->fault) return -1;
        const char *reason = archive_error_string(stream->handle);
        return fail(stream, CARCHIVE_DAMAGED, reason ? reason : "the compressed stream is damaged");
    }
    if (stream->has_long_window && stream->plain + got > window_limit)
        return fail(stream, CARCHIVE_WINDOW, "its zstd window is longer than 128 MB");
    if (got == 0) stream->at_end = 1;
    return checked(stream, got);
}

const char *carchive_stream_reason(const carchive_stream *stream) { return stream->reason; }
int carchive_stream_fault(const carchive_stream *stream) { return stream->fault; }
int64_t carchive_stream_used(const carchive_stream *stream) {
    return stream->source.taken - (stream->is_gzip ? stream->zlib.avail_in : 0);
}
int carchive_stream_has_rest(const carchive_stream *stream) { return stream->has_rest; }

void carchive_stream_close(carchive_stream *stream) {
    if (!stream) return;
    if (stream->is_gzip) inflateEnd(&stream->zlib);
    if (stream->handle) archive_read_free(stream->handle);
    free(stream->prefix);
    free(stream);
}
