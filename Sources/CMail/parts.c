// The parts of a message in order, found with a stack of our own; and their content.
#include "internal.h"

#include <stdlib.h>
#include <string.h>

static int push(cmail *mail, cmail_frame frame) {
    if (mail->frame_count == mail->frame_capacity) {
        size_t larger = mail->frame_capacity * 2 + 16;
        cmail_frame *moved = realloc(mail->frames, larger * sizeof *moved);
        if (!moved) return 0;
        mail->frames = moved;
        mail->frame_capacity = larger;
    }
    mail->frames[mail->frame_count++] = frame;
    return 1;
}

static uint8_t kind_of(GMimeObject *object, GMimeContentType *type) {
    GMimeHeader *header = g_mime_header_list_get_header(g_mime_object_get_header_list(object), "Content-Type");
    // As it is written: nothing is to be decoded for a look at it.
    const char *raw = header ? g_mime_header_get_raw_value(header) : NULL;
    // `text` alone, as old programs write it, and what is no type at all, is plain text.
    if (!raw || !strchr(raw, '/')) return CMAIL_PLAIN;
    if (!type || g_mime_content_type_is_type(type, "text", "plain")) return CMAIL_PLAIN;
    if (g_mime_content_type_is_type(type, "text", "html")) return CMAIL_HTML;
    return g_mime_content_type_is_type(type, "text", "*") ? CMAIL_OTHER_TEXT : CMAIL_BINARY;
}

static int add_leaf(cmail *mail, cmail_frame frame) {
    if (mail->part_count == mail->part_capacity) {
        size_t larger = mail->part_capacity * 2 + 16;
        cmail_leaf *moved = realloc(mail->parts, larger * sizeof *moved);
        if (!moved) return 0;
        mail->parts = moved;
        mail->part_capacity = larger;
    }
    GMimeContentType *type = g_mime_object_get_content_type(frame.object);
    GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(frame.object);
    GMimePart *object = GMIME_IS_PART(frame.object) ? (GMimePart *)frame.object : NULL;
    cmail_leaf leaf = {.object = object};
    leaf.part.kind = object ? kind_of(frame.object, type) : CMAIL_BINARY;
    leaf.part.alternative = frame.alternative;
    leaf.part.branch = frame.branch;
    leaf.part.charset = type ? g_mime_content_type_get_parameter(type, "charset") : NULL;
    leaf.part.is_attachment = frame.is_attachment;
    if (disposition && g_mime_content_disposition_is_attachment(disposition)) leaf.part.is_attachment = 1;
    // A named part beside others is a file, whatever its disposition; a whole message may bear a name.
    if (object && frame.depth > 0 && g_mime_part_get_filename(object)) leaf.part.is_attachment = 1;
    mail->parts[mail->part_count++] = leaf;
    return 1;
}

static int report_of(GMimeContentType *type) {
    const char *report = g_mime_content_type_get_parameter(type, "report-type");
    if (!report) return CMAIL_REPORT_NONE;
    if (g_ascii_strcasecmp(report, "delivery-status") == 0) return CMAIL_REPORT_DELIVERY;
    if (g_ascii_strcasecmp(report, "disposition-notification") == 0) return CMAIL_REPORT_RECEIPT;
    return CMAIL_REPORT_NONE;
}

// The bytes of a part; those of the message itself are not copied.
static const uint8_t *content(cmail *mail, GMimePart *object, size_t *count) {
    *count = 0;
    GMimeDataWrapper *wrapper = g_mime_part_get_content(object);
    GMimeStream *stream = wrapper ? g_mime_data_wrapper_get_stream(wrapper) : NULL;
    if (!stream || !GMIME_IS_STREAM_MEM(stream)) return NULL;
    GByteArray *array = g_mime_stream_mem_get_byte_array((GMimeStreamMem *)stream);
    gint64 end = stream->bound_end < 0 ? (gint64)array->len : stream->bound_end;
    const uint8_t *bytes = array->data + stream->bound_start;
    size_t length = (size_t)(end - stream->bound_start);
    GMimeContentEncoding encoding = g_mime_data_wrapper_get_encoding(wrapper);
    if (encoding <= GMIME_CONTENT_ENCODING_BINARY) {
        *count = length;
        return bytes;
    }
    GMimeEncoding state;
    g_mime_encoding_init_decode(&state, encoding);
    if (!cmail_reserve(&mail->decoded, g_mime_encoding_outlen(&state, length) + 16)) return NULL;
    *count = g_mime_encoding_flush(&state, (const char *)bytes, length, (char *)mail->decoded.bytes);
    return mail->decoded.bytes;
}

int cmail_keep_rest(cmail *mail, const uint8_t *bytes, size_t count) {
    if (mail->part_count == mail->part_capacity) {
        cmail_leaf *moved = realloc(mail->parts, (mail->part_capacity + 1) * sizeof *moved);
        if (!moved) return 0;
        mail->parts = moved;
        mail->part_capacity++;
    }
    mail->parts[mail->part_count++] =
        (cmail_leaf){.part = {.kind = CMAIL_PLAIN, .is_rest = 1}, .given = bytes, .given_count = count};
    return 1;
}

// Multiparts and messages may not be encoded, but some are: what they hold is read from their decoded bytes.
static GMimeObject *unwrap(cmail *mail, GMimeObject *object, size_t depth, size_t deepest) {
    if (!GMIME_IS_PART(object) || depth >= deepest) return NULL;
    GMimeContentType *type = g_mime_object_get_content_type(object);
    int is_message = type && g_mime_content_type_is_type(type, "message", "rfc822");
    if (!is_message && (!type || !g_mime_content_type_is_type(type, "multipart", "*"))) return NULL;
    if (g_mime_part_get_content_encoding((GMimePart *)object) <= GMIME_CONTENT_ENCODING_BINARY) return NULL;
    size_t count = 0;
    const uint8_t *bytes = content(mail, (GMimePart *)object, &count);
    const char *header = is_message ? "" : g_mime_object_get_header(object, "Content-Type");
    size_t header_count = header ? strlen(header) : 0;
    uint8_t *whole = bytes ? malloc(header_count + count + 32) : NULL;
    if (!whole) return NULL;
    size_t length = 0;
    if (!is_message) {
        memcpy(whole, "Content-Type: ", 14);
        memcpy(whole + 14, header, header_count);
        memcpy(whole + 14 + header_count, "\n\n", 2);
        length = 16 + header_count;
    }
    memcpy(whole + length, bytes, count);
    size_t offset = 0;
    if (!cmail_is_shallow(whole, length + count, deepest - depth, &offset)) {
        free(whole);
        return NULL;
    }
    GMimeMessage *inner = cmail_parse(mail, whole, length + count, whole);
    return inner ? inner->mime_part : NULL;
}

int cmail_walk(cmail *mail, size_t deepest, size_t most_parts) {
    GMimeObject *root = mail->message->mime_part;
    mail->frame_count = 0;
    uint32_t alternatives = 0;
    if (root && !push(mail, (cmail_frame){.object = root})) return CMAIL_NO_MESSAGE;
    while (mail->frame_count > 0) {
        cmail_frame frame = mail->frames[--mail->frame_count];
        if (frame.depth > deepest) return CMAIL_TOO_DEEP;
        if (GMIME_IS_MULTIPART(frame.object)) {
            GMimeMultipart *multipart = (GMimeMultipart *)frame.object;
            GMimeContentType *type = g_mime_object_get_content_type(frame.object);
            if (frame.depth == 0 && g_mime_content_type_is_type(type, "multipart", "report")) mail->report = report_of(type);
            int is_choice = g_mime_content_type_is_type(type, "multipart", "alternative");
            if (is_choice) alternatives++;
            int count = g_mime_multipart_get_count(multipart);
            if ((size_t)count + mail->part_count > most_parts) return CMAIL_TOO_MANY_PARTS;
            // From the last to the first, so that they are taken in order.
            for (int index = count - 1; index >= 0; index--) {
                cmail_frame child = frame;
                child.object = g_mime_multipart_get_part(multipart, index);
                child.depth++;
                if (is_choice) {
                    child.alternative = alternatives;
                    child.branch = (uint32_t)index;
                }
                if (child.object && !push(mail, child)) return CMAIL_NO_MESSAGE;
            }
        } else if (GMIME_IS_MESSAGE_PART(frame.object)) {
            GMimeMessage *inner = g_mime_message_part_get_message((GMimeMessagePart *)frame.object);
            cmail_frame child = frame;
            child.object = inner ? inner->mime_part : NULL;
            child.depth++;
            child.is_attachment = 1;
            if (child.object && !push(mail, child)) return CMAIL_NO_MESSAGE;
        } else {
            GMimeObject *inner = unwrap(mail, frame.object, frame.depth, deepest);
            cmail_frame child = frame;
            child.object = inner;
            child.depth++;
            if (inner && !GMIME_IS_MULTIPART(inner)) child.is_attachment = 1;
            if (inner ? !push(mail, child) : !add_leaf(mail, frame)) return CMAIL_NO_MESSAGE;
        }
    }
    return CMAIL_FINE;
}

const uint8_t *cmail_part_bytes(cmail *mail, size_t index, size_t *count) {
    cmail_leaf leaf = mail->parts[index];
    *count = leaf.given_count;
    if (!leaf.object) return leaf.given;
    // Asked for twice where a choice is made: decoded once.
    if (mail->decoded_part != index + 1) {
        mail->decoded_bytes = content(mail, leaf.object, &mail->decoded_count);
        mail->decoded_part = index + 1;
    }
    *count = mail->decoded_count;
    return mail->decoded_bytes;
}
