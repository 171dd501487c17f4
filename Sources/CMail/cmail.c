// A `cmail` owns GMime's parser and the message that it read last; parts are borrowed from that message.
// The message lies in the caller's bytes: GMime looks at them through a stream that copies nothing.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static void init_once(void) {
    static gsize is_ready = 0;
    if (g_once_init_enter(&is_ready)) {
        g_mime_init();
        // Names in bare 8-bit bytes: UTF-8 where that fits, in every locale.
        static const char *fallbacks[] = {"utf-8", "windows-1252", NULL};
        g_mime_parser_options_set_fallback_charsets(g_mime_parser_options_get_default(), fallbacks);
        g_once_init_leave(&is_ready, 1);
    }
}

cmail *cmail_open(void) {
    init_once();
    cmail *mail = calloc(1, sizeof *mail);
    if (mail) {
        mail->parser = g_mime_parser_new();
        // Else the fallbacks above are those of the process only.
        mail->options = g_mime_parser_options_clone(g_mime_parser_options_get_default());
        // What the functions below look at by themselves.
        cmail_want(mail, "From");
        cmail_want(mail, "Date");
    }
    return mail;
}

static void forget(cmail *mail) {
    while (mail->sources) {
        cmail_source *source = mail->sources;
        mail->sources = source->next;
        if (source->message) g_object_unref(source->message);
        free(source->own);
        free(source);
    }
    mail->message = NULL;
    mail->part_count = 0;
    mail->report = CMAIL_REPORT_NONE;
    mail->fault_offset = 0;
    mail->sender = NULL;
    mail->decoded_part = 0;
    mail->given = NULL;
    mail->given_count = 0;
}

void cmail_close(cmail *mail) {
    if (!mail) return;
    forget(mail);
    cmail_close_converter(mail);
    g_object_unref(mail->parser);
    g_mime_parser_options_free(mail->options);
    g_free(mail->header);
    free(mail->parts);
    free(mail->frames);
    free(mail->decoded.bytes);
    free(mail->converted.bytes);
    free(mail->trimmed.bytes);
    free(mail->wanted.bytes);
    free(mail);
}

int cmail_reserve(cmail_block *block, size_t needed) {
    if (needed <= block->capacity) return 1;
    size_t larger = needed > block->capacity * 2 ? needed : block->capacity * 2;
    uint8_t *moved = realloc(block->bytes, larger);
    if (!moved) return 0;
    block->bytes = moved;
    block->capacity = larger;
    return 1;
}

GMimeMessage *cmail_parse(cmail *mail, const uint8_t *bytes, size_t count, uint8_t *own) {
    cmail_source *source = count > G_MAXUINT ? NULL : calloc(1, sizeof *source);
    if (!source) {
        free(own);
        return NULL;
    }
    source->own = own;
    source->next = mail->sources;
    mail->sources = source;
    // GMime only reads these two fields, and only while the stream lives: no need for a copy of the message.
    source->array.data = (guint8 *)bytes;
    source->array.len = (guint)count;
    GMimeStream *stream = g_mime_stream_mem_new_with_byte_array(&source->array);
    g_mime_stream_mem_set_owner((GMimeStreamMem *)stream, FALSE);
    g_mime_parser_init_with_stream(mail->parser, stream);
    source->message = g_mime_parser_construct_message(mail->parser, mail->options);
    g_object_unref(stream);
    return source->message;
}

// Of several Content-Type fields GMime takes the last; if the first declares parts, it is the one that tells the truth.
static GMimeContentType *first_type(GMimeObject *root) {
    GMimeHeaderList *list = g_mime_object_get_header_list(root);
    int count = g_mime_header_list_get_count(list);
    GMimeHeader *first = NULL;
    int found = 0;
    for (int index = 0; index < count; index++) {
        GMimeHeader *header = g_mime_header_list_get_header_at(list, index);
        if (g_ascii_strcasecmp(g_mime_header_get_name(header), "Content-Type") != 0) continue;
        if (found++ == 0) first = header;
    }
    return found > 1 ? g_mime_content_type_parse(NULL, g_mime_header_get_raw_value(first)) : NULL;
}

// A message without a single part that should have some, with its boundaries mended.
static void mend(cmail *mail, const uint8_t *bytes, size_t count) {
    GMimeObject *root = mail->message->mime_part;
    if (!root) return;
    int is_multipart = GMIME_IS_MULTIPART(root);
    if (is_multipart && g_mime_multipart_get_count((GMimeMultipart *)root) > 0) return;
    GMimeContentType *own = is_multipart ? NULL : first_type(root);
    GMimeContentType *type = is_multipart ? g_mime_object_get_content_type(root) : own;
    const char *boundary = type && g_mime_content_type_is_type(type, "multipart", "*")
                               ? g_mime_content_type_get_parameter(type, "boundary")
                               : NULL;
    size_t mended_count = 0;
    uint8_t *mended = boundary && *boundary ? cmail_mend(boundary, bytes, count, &mended_count) : NULL;
    GMimeMessage *second = mended ? cmail_parse(mail, mended, mended_count, mended) : NULL;
    if (second && second->mime_part) mail->message = second;
    if (own) g_object_unref(own);
}

int cmail_read(cmail *mail, const uint8_t *bytes, size_t count, size_t deepest, size_t most_parts) {
    forget(mail);
    if (!cmail_is_shallow(bytes, count, deepest, &mail->fault_offset)) return CMAIL_TOO_DEEP;
    mail->given = bytes;
    mail->given_count = count;
    size_t trimmed_count = 0;
    const uint8_t *trimmed = cmail_trim(mail, bytes, count, &trimmed_count);
    mail->message = trimmed ? cmail_parse(mail, trimmed, trimmed_count, NULL) : cmail_parse(mail, bytes, count, NULL);
    if (!mail->message) {
        cmail_keep_rest(mail, bytes, count);
        return CMAIL_NO_MESSAGE;
    }
    mend(mail, bytes, count);
    InternetAddressList *from = g_mime_message_get_from(mail->message);
    int length = from ? internet_address_list_length(from) : 0;
    for (int index = 0; index < length && !mail->sender; index++) {
        InternetAddress *address = internet_address_list_get_address(from, index);
        if (INTERNET_ADDRESS_IS_MAILBOX(address)) mail->sender = address;
    }
    int outcome = cmail_walk(mail, deepest, most_parts);
    if (outcome == CMAIL_FINE && mail->part_count == 0) {
        size_t header = cmail_header_end(bytes, count);
        cmail_keep_rest(mail, bytes + header, count - header);
    }
    return outcome;
}

size_t cmail_fault_offset(const cmail *mail) { return mail->fault_offset; }
size_t cmail_part_count(const cmail *mail) { return mail->part_count; }
cmail_part cmail_part_at(const cmail *mail, size_t index) { return mail->parts[index].part; }
int cmail_report(const cmail *mail) { return mail->report; }

// Whether the value holds a word in UTF-7, which no mail program has a reason to write.
static int hides_text(const char *value) {
    for (const char *at = strstr(value, "=?"); at; at = strstr(at + 2, "=?")) {
        const char *name = at + 2;
        if (g_ascii_strncasecmp(name, "utf-7", 5) == 0 || g_ascii_strncasecmp(name, "unicode-1-1-utf-7", 17) == 0) return 1;
    }
    return 0;
}

const char *cmail_keep_header(cmail *mail, char *value, size_t *count) {
    g_free(mail->header);
    mail->header = value;
    *count = value ? strlen(value) : 0;
    return value;
}

// One line, without spaces around.
static void unfold(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++) {
        char byte = *from == '\r' || *from == '\n' || *from == '\t' ? ' ' : *from;
        if (byte == ' ' && (to == text || to[-1] == ' ')) continue;
        *to++ = byte;
    }
    while (to > text && to[-1] == ' ') to--;
    *to = 0;
}

const char *cmail_header(cmail *mail, const char *name, size_t *count) {
    *count = 0;
    if (!mail->message) return NULL;
    GMimeHeaderList *list = g_mime_object_get_header_list((GMimeObject *)mail->message);
    GMimeHeader *header = g_mime_header_list_get_header(list, name);
    if (!header && mail->message->mime_part) {
        // GMime keeps the Content- fields with the part.
        list = g_mime_object_get_header_list(mail->message->mime_part);
        header = g_mime_header_list_get_header(list, name);
    }
    const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
    if (!raw) return NULL;
    char *value = g_strdup(raw);
    unfold(value);
    gboolean is_plain = strstr(value, "=?") == NULL;
    for (const char *at = value; is_plain && *at; at++) is_plain = (unsigned char)*at < 0x80;
    if (!is_plain && !hides_text(value)) {
        char *decoded = g_mime_utils_header_decode_text(mail->options, value);
        if (decoded) {
            g_free(value);
            value = decoded;
            unfold(value);
        }
    }
    return cmail_keep_header(mail, value, count);
}

const char *cmail_sender_address(const cmail *mail) {
    const char *address = mail->sender ? internet_address_mailbox_get_addr((InternetAddressMailbox *)mail->sender) : NULL;
    return address ? address : "";
}

const char *cmail_sender_name(const cmail *mail) {
    const char *name = mail->sender ? internet_address_get_name(mail->sender) : NULL;
    return name ? name : "";
}

const char *cmail_sender(cmail *mail, size_t *count) {
    const char *address = cmail_sender_address(mail);
    const char *name = cmail_sender_name(mail);
    if (!*address && !*name) return cmail_header(mail, "From", count);
    char *whole = !*name      ? g_strdup(address)
                  : !*address ? g_strdup(name)
                              : g_strconcat(name, " <", address, ">", NULL);
    unfold(whole);
    return cmail_keep_header(mail, whole, count);
}

static int seconds_of(GDateTime *date, int64_t *seconds) {
    if (!date) return 0;
    // What broken clocks and spam write is no date to draw a trend by.
    int year = g_date_time_get_year(date);
    *seconds = g_date_time_to_unix(date);
    return year >= 1970 && year < 2200;
}

int cmail_read_date(const char *text, int64_t *seconds) {
    GDateTime *date = g_mime_utils_header_decode_date(text);
    int is_known = seconds_of(date, seconds);
    if (date) g_date_time_unref(date);
    return is_known;
}

int cmail_date(const cmail *mail, int64_t *seconds) {
    if (!mail->message) return 0;
    if (seconds_of(g_mime_message_get_date(mail->message), seconds)) return 1;
    // The newest hop stands first.
    char *hop = cmail_raw_field(mail->given, mail->given_count, "Received");
    const char *date = hop ? strrchr(hop, ';') : NULL;
    int is_known = date ? cmail_read_date(date + 1, seconds) : 0;
    g_free(hop);
    return is_known;
}
