/* Lifetime: a decoder or encoder belongs to its Swift owner, which closes it once; nothing points into it between calls. */
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf16.h>

#include "cicu.h"
#include "deviations.h"

enum { UNITS = 2048 };

struct cicu_decoder {
    UConverter *from;
    cicu_rules rules;
    int keeps_ascii;
    int64_t replaced;
    UChar units[UNITS];
    int32_t offsets[UNITS];
    UChar lead;       /* a high surrogate whose other half comes with the next units */
    uint8_t tail[2];  /* the last two bytes of the piece before */
};

static int find(const cicu_pair *pairs, size_t count, uint16_t from) {
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (pairs[middle].from < from) low = middle + 1;
        else high = middle;
    }
    return low < count && pairs[low].from == from ? pairs[low].to : -1;
}

#define FIND(pairs, from) find(pairs, sizeof pairs / sizeof *pairs, from)

/* Bytes without meaning become one U+FFFD; of two bytes an ASCII one behind is kept, as the Encoding Standard says. */
static void substitute(
    const void *context, UConverterToUnicodeArgs *args, const char *bytes, int32_t length,
    UConverterCallbackReason reason, UErrorCode *status) {
    if (reason > UCNV_IRREGULAR) return;
    cicu_decoder *d = (cicu_decoder *)context;
    *status = U_ZERO_ERROR;
    UChar text[2] = {0xFFFD, 0};
    int32_t count = 1;
    uint8_t first = (uint8_t)bytes[0], last = (uint8_t)bytes[length - 1];
    int known = d->rules == CICU_BIG5 && length == 2 ? FIND(big5_codes, (uint16_t)(first << 8 | last)) : -1;
    if (known >= 0) {
        text[0] = (UChar)known;
    } else {
        d->replaced++;
        if (d->rules != CICU_PLAIN && d->rules != CICU_WINDOWS && length > 1 && last < 0x80) text[count++] = last;
    }
    ucnv_cbToUWriteUChars(args, text, count, 0, status);
}

cicu_decoder *cicu_decoder_open(const char *charset, cicu_rules rules, int keeps_ascii) {
    UErrorCode status = U_ZERO_ERROR;
    cicu_decoder *d = calloc(1, sizeof *d);
    if (!d) return NULL;
    d->from = ucnv_open(charset, &status);
    d->rules = rules;
    d->keeps_ascii = keeps_ascii;
    if (U_SUCCESS(status)) ucnv_setToUCallBack(d->from, substitute, d, NULL, NULL, &status);
    if (U_FAILURE(status)) {
        cicu_decoder_close(d);
        return NULL;
    }
    return d;
}

void cicu_decoder_close(cicu_decoder *d) {
    if (!d) return;
    if (d->from) ucnv_close(d->from);
    free(d);
}

static uint8_t *put(uint8_t *out, UChar32 c) {
    if (c < 0x80) {
        *out++ = (uint8_t)c;
    } else if (c < 0x800) {
        *out++ = (uint8_t)(0xC0 | c >> 6);
        *out++ = (uint8_t)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *out++ = (uint8_t)(0xE0 | c >> 12);
        *out++ = (uint8_t)(0x80 | (c >> 6 & 63));
        *out++ = (uint8_t)(0x80 | (c & 63));
    } else {
        *out++ = (uint8_t)(0xF0 | c >> 18);
        *out++ = (uint8_t)(0x80 | (c >> 12 & 63));
        *out++ = (uint8_t)(0x80 | (c >> 6 & 63));
        *out++ = (uint8_t)(0x80 | (c & 63));
    }
    return out;
}

/* Writes a private-use character of the charset as the standard has it: at most four bytes. */
static uint8_t *put_private(cicu_decoder *d, uint8_t *out, UChar c) {
    int known = -1;
    switch (d->rules) {
    case CICU_GB18030:
        known = FIND(gb18030_private, c);
        return put(out, known >= 0 ? known : c);
    case CICU_BIG5:
        /* The four letters of Hong Kong's romanisation that need a combining mark. */
        if (c == 0xF325 || c == 0xF327) return put(put(out, 0xCA), c == 0xF325 ? 0x304 : 0x30C);
        if (c == 0xF344 || c == 0xF346) return put(put(out, 0xEA), c == 0xF344 ? 0x304 : 0x30C);
        known = FIND(big5_private, c);
        if (known >= 0) return put(out, known);
        d->replaced++;
        out = put(out, 0xFFFD);
        /* Rows of the user-defined area have 157 cells, the first 63 with an ASCII byte behind the lead byte. */
        int cell = c >= 0xF6B1 ? (c - 0xF6B1 + 63) % 157
            : c >= 0xEEB8 ? (c - 0xEEB8) % 157
            : c >= 0xE311 ? (c - 0xE311) % 157
                          : (c - 0xE000) % 157;
        return cell < 63 ? put(out, 0x40 + cell) : out;
    case CICU_EUC_KR:
        d->replaced++;
        return put(out, 0xFFFD);
    default:
        return put(out, c);
    }
}

/* Row 0x73 of JIS X 0212 is a vendor's; the standard leaves it out. */
static int is_vendor_row(const cicu_decoder *d, const uint8_t *in, int32_t length, int32_t offset) {
    if (d->rules != CICU_EUC_JP) return 0;
    if (offset >= 0) return offset + 1 < length && in[offset] == 0x8F && in[offset + 1] == 0xF3;
    return (d->tail[0] == 0x8F && d->tail[1] == 0xF3) || (d->tail[1] == 0x8F && length > 0 && in[0] == 0xF3);
}

/* IBM's tables turn these control characters round; here a byte under 0x80 is what it is. */
static int is_turned(UChar c) { return c == 0x1A || c == 0x1C || c == 0x7F; }

static int32_t ascii_run(const uint8_t *in, int32_t length) {
    int32_t at = 0;
    for (uint64_t word; at + 8 <= length; at += 8) {
        memcpy(&word, in + at, 8);
        if (word & 0x8080808080808080) break;
    }
    while (at < length && in[at] < 0x80) at++;
    return at;
}

int32_t cicu_decode(
    cicu_decoder *d, const uint8_t *in, int32_t length, int32_t *consumed, uint8_t *out, int32_t capacity,
    int flush, int64_t *replaced) {
    UErrorCode status = U_ZERO_ERROR;
    const uint8_t *start = in;
    uint8_t *target = out;
    if (d->keeps_ascii && length > 0 && ucnv_toUCountPending(d->from, &status) == 0) {
        int32_t count = ascii_run(in, length < capacity ? length : capacity);
        /* Short runs are no quicker this way. */
        if (count >= 16) {
            memcpy(target, in, (size_t)count);
            target += count;
            in += count;
        }
    }
    /* Each unit becomes at most four bytes: two characters for one, or U+FFFD with an ASCII byte. */
    int32_t room = (int32_t)((out + capacity - target) / 4) - 4;
    if (room > UNITS) room = UNITS;
    if (room > 0) {
        const char *source = (const char *)in;
        UChar *units = d->units;
        ucnv_toUnicode(
            d->from, &units, d->units + room, &source, (const char *)start + length, d->offsets, (UBool)flush, &status);
        for (const UChar *unit = d->units; unit < units; unit++) {
            int32_t offset = d->offsets[unit - d->units];
            /* Where ICU held characters back, its offsets may point behind the input. */
            if (d->keeps_ascii && is_turned(*unit) && offset >= 0 && offset < start + length - in && is_turned(in[offset])) {
                *target++ = in[offset];
            } else if (U16_IS_LEAD(*unit)) {
                d->lead = *unit;
            } else if (U16_IS_TRAIL(*unit)) {
                target = put(target, d->lead ? U16_GET_SUPPLEMENTARY(d->lead, *unit) : 0xFFFD);
                d->lead = 0;
            } else if (*unit >= 0xE000 && *unit <= 0xF8FF) {
                target = put_private(d, target, *unit);
            } else if (is_vendor_row(d, in, (int32_t)(start + length - in), offset)) {
                if (*unit != 0xFFFD) d->replaced++;
                target = put(target, 0xFFFD);
            } else if (d->rules == CICU_WINDOWS && *unit >= 0x80 && *unit < 0xA0) {
                d->replaced++;
                target = put(target, 0xFFFD);
            } else {
                target = put(target, *unit);
            }
        }
        in = (const uint8_t *)source;
    }
    *consumed = (int32_t)(in - start);
    if (*consumed > 1) memcpy(d->tail, in - 2, 2);
    else if (*consumed == 1) {
        d->tail[0] = d->tail[1];
        d->tail[1] = in[-1];
    }
    *replaced = d->replaced;
    if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR && status != U_TRUNCATED_CHAR_FOUND) return -(int32_t)status;
    return (int32_t)(target - out);
}

int cicu_charset_kind(const char *label, char *name, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR, ignored = U_ZERO_ERROR;
    UConverter *converter = ucnv_open(label, &status);
    if (U_FAILURE(status)) return -1;
    const char *own = ucnv_getName(converter, &status);
    const char *known = ucnv_getStandardName(own, "MIME", &ignored);
    if (!known) known = ucnv_getStandardName(own, "IANA", &ignored);
    strncpy(name, known ? known : own, (size_t)capacity - 1);
    name[capacity - 1] = 0;
    UConverterType type = ucnv_getType(converter);
    ucnv_close(converter);
    switch (type) {
    case UCNV_SBCS:
    case UCNV_LATIN_1:
    case UCNV_US_ASCII: return 1;
    case UCNV_MBCS:
    case UCNV_DBCS: return 2;
    default: return 3;
    }
}

struct cicu_encoder {
    UConverter *to;
};

cicu_encoder *cicu_encoder_open(const char *charset) {
    UErrorCode status = U_ZERO_ERROR;
    cicu_encoder *e = calloc(1, sizeof *e);
    if (!e) return NULL;
    e->to = ucnv_open(charset, &status);
    if (U_FAILURE(status)) {
        cicu_encoder_close(e);
        return NULL;
    }
    return e;
}

void cicu_encoder_close(cicu_encoder *e) {
    if (!e) return;
    if (e->to) ucnv_close(e->to);
    free(e);
}

int32_t cicu_encode(cicu_encoder *e, const uint8_t *text, int32_t length, uint8_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    ucnv_resetFromUnicode(e->to);
    int32_t count = ucnv_fromAlgorithmic(
        e->to, UCNV_UTF8, (char *)out, capacity, (const char *)text, length, &status);
    return U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR ? -(int32_t)status : count;
}
