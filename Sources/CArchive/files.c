// Lifetime: an archive owns its library handle and the compressed stream around a tar; a descriptor stays the caller's.
// Swift cannot give libarchive its callbacks without keeping C types alive, hence this file.
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source.h"

struct carchive_files {
    struct archive *handle;
    struct archive_entry *entry;
    int descriptor;
    carchive_stream *stream;
    // libarchive spells names in the thread's locale: one that has all letters, whatever the machine's.
    locale_t locale;
    int fault;
    char reason[160];
    unsigned char block[BLOCK];
};

static int fail(carchive_files *files, int fault, const char *reason) {
    files->fault = fault;
    snprintf(files->reason, sizeof files->reason, "%s", reason ? reason : "the archive is damaged");
    return -1;
}

static int fail_handle(carchive_files *files) {
    if (files->stream && carchive_stream_fault(files->stream))
        return fail(files, carchive_stream_fault(files->stream), carchive_stream_reason(files->stream));
    return fail(files, CARCHIVE_DAMAGED, archive_error_string(files->handle));
}

static la_ssize_t take(struct archive *handle, void *context, const void **bytes) {
    carchive_files *files = context;
    ssize_t got;
    if (files->stream) got = carchive_stream_read(files->stream, files->block, BLOCK);
    else
        do got = read(files->descriptor, files->block, BLOCK);
        while (got < 0 && errno == EINTR);
    if (got < 0)
        archive_set_error(
            handle, EIO, "%s", files->stream ? carchive_stream_reason(files->stream) : strerror(errno));
    *bytes = files->block;
    return got;
}

static la_int64_t seek_to(struct archive *handle, void *context, la_int64_t offset, int whence) {
    carchive_files *files = context;
    off_t place = lseek(files->descriptor, (off_t)offset, whence);
    if (place < 0) archive_set_error(handle, errno, "%s", strerror(errno));
    return place < 0 ? ARCHIVE_FATAL : place;
}

carchive_files *carchive_files_open(int descriptor, carchive_stream *stream) {
    carchive_files *files = calloc(1, sizeof *files);
    if (!files) return NULL;
    files->descriptor = descriptor;
    files->stream = stream;
    files->handle = archive_read_new();
    files->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (!files->handle || !files->locale) {
        carchive_files_close(files);
        return NULL;
    }
    archive_read_support_format_tar(files->handle);
    archive_read_support_format_empty(files->handle);
    if (!stream) {
        archive_read_support_format_zip(files->handle);
        lseek(descriptor, 0, SEEK_SET);
        archive_read_set_seek_callback(files->handle, seek_to);
    }
    archive_read_set_read_callback(files->handle, take);
    archive_read_set_callback_data(files->handle, files);
    if (archive_read_open1(files->handle) != ARCHIVE_OK) fail_handle(files);
    return files;
}

int carchive_files_next(carchive_files *files) {
    if (files->fault) return -1;
    locale_t before = uselocale(files->locale);
    int status = archive_read_next_header(files->handle, &files->entry);
    uselocale(before);
    if (status == ARCHIVE_EOF) return CARCHIVE_END;
    // A warning is about names and times only.
    if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return fail_handle(files);
    if (archive_entry_is_encrypted(files->entry)) return CARCHIVE_ENCRYPTED;
    if (archive_entry_hardlink(files->entry) || archive_entry_symlink(files->entry)) return CARCHIVE_OTHER;
    switch (archive_entry_filetype(files->entry)) {
    case 0:
    case AE_IFREG: return CARCHIVE_FILE;
    case AE_IFDIR: return CARCHIVE_FOLDER;
    default: return CARCHIVE_OTHER;
    }
}

const char *carchive_files_name(const carchive_files *files) {
    locale_t before = uselocale(files->locale);
    const char *name = archive_entry_pathname(files->entry);
    if (!name) name = archive_entry_pathname_utf8(files->entry);
    uselocale(before);
    return name;
}

ssize_t carchive_files_read(carchive_files *files, void *buffer, size_t count) {
    if (files->fault) return -1;
    la_ssize_t got = archive_read_data(files->handle, buffer, count);
    if (got >= 0) return got;
    // Only the member is lost where the archive can go on.
    int is_fatal = got == ARCHIVE_FATAL;
    fail_handle(files);
    if (!is_fatal) files->fault = CARCHIVE_FINE;
    return -1;
}

int64_t carchive_files_position(const carchive_files *files) {
    return files->stream ? carchive_stream_used(files->stream) : archive_filter_bytes(files->handle, 0);
}

const char *carchive_files_reason(const carchive_files *files) { return files->reason; }
int carchive_files_fault(const carchive_files *files) { return files->fault ? files->fault : CARCHIVE_DAMAGED; }

void carchive_files_close(carchive_files *files) {
    if (!files) return;
    if (files->handle) archive_read_free(files->handle);
    carchive_stream_close(files->stream);
    if (files->locale) freelocale(files->locale);
    free(files);
}
