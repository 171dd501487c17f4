// A `carchive` owns the libarchive handle and a copy of the prefix; the descriptor stays the caller's.
// Swift cannot pass libarchive's read callback without keeping a C type alive, hence this file.
#include "carchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct carchive {
    struct archive *handle;
    int descriptor;
    size_t prefix_count;
    long long taken;
    unsigned char *prefix;
    unsigned char buffer[1 << 16];
};

static la_ssize_t take(struct archive *handle, void *context, const void **bytes) {
    carchive *archive = context;
    if (archive->prefix_count > 0) {
        la_ssize_t count = (la_ssize_t)archive->prefix_count;
        archive->prefix_count = 0;
        archive->taken += count;
        *bytes = archive->prefix;
        return count;
    }
    for (;;) {
        ssize_t got = read(archive->descriptor, archive->buffer, sizeof archive->buffer);
        if (got >= 0) {
            archive->taken += got;
            *bytes = archive->buffer;
            return got;
        }
        if (errno != EINTR) {
            archive_set_error(handle, errno, "%s", strerror(errno));
            return -1;
        }
    }
}

carchive *carchive_open(int descriptor, const void *prefix, size_t count) {
    carchive *archive = calloc(1, sizeof *archive);
    if (!archive) return NULL;
    archive->descriptor = descriptor;
    archive->prefix = malloc(count ? count : 1);
    archive->handle = archive_read_new();
    if (!archive->prefix || !archive->handle) goto failed;
    memcpy(archive->prefix, prefix, count);
    archive->prefix_count = count;
    archive_read_support_filter_gzip(archive->handle);
    archive_read_support_filter_bzip2(archive->handle);
    archive_read_support_filter_xz(archive->handle);
    archive_read_support_filter_zstd(archive->handle);
    archive_read_support_format_raw(archive->handle);
    archive_read_support_format_empty(archive->handle);
    if (archive_read_open(archive->handle, archive, NULL, take, NULL) != ARCHIVE_OK) goto failed;
    struct archive_entry *entry;
    int status = archive_read_next_header(archive->handle, &entry);
    // An empty file in a compressed wrapper has no entry: reading it then yields no bytes.
    if (status != ARCHIVE_OK && status != ARCHIVE_EOF) goto failed;
    return archive;
failed:
    carchive_close(archive);
    return NULL;
}

ssize_t carchive_read(carchive *archive, void *buffer, size_t count) {
    la_ssize_t got = archive_read_data(archive->handle, buffer, count);
    return got >= 0 ? got : -1;
}

const char *carchive_reason(const carchive *archive) {
    const char *reason = archive_error_string(archive->handle);
    return reason ? reason : "the compressed stream is damaged";
}

long long carchive_taken(const carchive *archive) { return archive->taken; }

void carchive_close(carchive *archive) {
    if (!archive) return;
    if (archive->handle) archive_read_free(archive->handle);
    free(archive->prefix);
    free(archive);
}
