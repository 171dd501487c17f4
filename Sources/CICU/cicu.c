/* Lifetime: a handle belongs to its Swift owner, which closes it once; spans point into the handle's own buffer. */
#include "cicu.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ubrk.h>
#include <unicode/ucal.h>
#include <unicode/uchar.h>
#include <unicode/udat.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

struct cicu_segmenter {
    UBreakIterator *iterators[3];
    const UNormalizer2 *forms[5];
    UChar *units;       /* the text as UTF-16 */
    uint32_t *offsets;  /* byte offset of each UTF-16 unit, one more than units */
    int32_t unit_capacity;
    UChar *normal;
    int32_t normal_capacity;
    cicu_span *spans;
    int32_t span_capacity;
};

const char *cicu_version(void) { return U_ICU_VERSION; }
const char *cicu_unicode_version(void) { return U_UNICODE_VERSION; }

cicu_segmenter *cicu_segmenter_open(void) {
    static const UBreakIteratorType types[3] = {UBRK_CHARACTER, UBRK_WORD, UBRK_SENTENCE};
    UErrorCode status = U_ZERO_ERROR;
    cicu_segmenter *s = calloc(1, sizeof *s);
    if (!s) return NULL;
    /* A fixed locale: borders must not depend on the machine's. ICU's root rules tailor the colon away from words; its Finnish
       ones keep UAX #29 as published, which is what Unicode's test files check. */
    for (int i = 0; i < 3; i++) s->iterators[i] = ubrk_open(types[i], i == CICU_WORDS ? "fi" : "root", NULL, 0, &status);
    s->forms[CICU_NFC] = unorm2_getNFCInstance(&status);
    s->forms[CICU_NFD] = unorm2_getNFDInstance(&status);
    s->forms[CICU_NFKC] = unorm2_getNFKCInstance(&status);
    s->forms[CICU_NFKD] = unorm2_getNFKDInstance(&status);
    s->forms[CICU_NFKC_CASEFOLD] = unorm2_getNFKCCasefoldInstance(&status);
    if (U_FAILURE(status)) {
        cicu_segmenter_close(s);
        return NULL;
    }
    return s;
}

void cicu_segmenter_close(cicu_segmenter *s) {
    if (!s) return;
    for (int i = 0; i < 3; i++)
        if (s->iterators[i]) ubrk_close(s->iterators[i]);
    free(s->units);
    free(s->offsets);
    free(s->normal);
    free(s->spans);
    free(s);
}

static int grow(void **buffer, int32_t *capacity, int32_t needed, size_t size) {
    if (needed <= *capacity) return 1;
    int32_t larger = needed > INT32_MAX / 2 ? needed : needed * 2;
    void *moved = realloc(*buffer, (size_t)larger * size);
    if (!moved) return 0;
    *buffer = moved;
    *capacity = larger;
    return 1;
}

/* UTF-8 to UTF-16 with the byte offset of every unit. Returns the number of units, or -1. */
static int32_t widen(cicu_segmenter *s, const uint8_t *text, int32_t length) {
    if (length + 1 > s->unit_capacity) {
        int32_t capacity = s->unit_capacity, same = s->unit_capacity;
        if (!grow((void **)&s->units, &capacity, length + 1, sizeof *s->units)) return -1;
        if (!grow((void **)&s->offsets, &same, length + 1, sizeof *s->offsets)) return -1;
        s->unit_capacity = capacity;
    }
    int32_t i = 0, n = 0;
    while (i < length) {
        int32_t start = i;
        UChar32 c;
        U8_NEXT_OR_FFFD(text, i, length, c);
        s->offsets[n] = (uint32_t)start;
        if (c < 0x10000) {
            s->units[n++] = (UChar)c;
        } else {
            s->units[n++] = U16_LEAD(c);
            s->offsets[n] = (uint32_t)start;
            s->units[n++] = U16_TRAIL(c);
        }
    }
    s->offsets[n] = (uint32_t)length;
    return n;
}

static uint16_t nature_of(const UChar *units, int32_t start, int32_t end) {
    int32_t i = start;
    int spaces = 1;
    while (i < end) {
        UChar32 c;
        U16_NEXT(units, i, end, c);
        /* Digits, # and * are Emoji but not Extended_Pictographic: they stay what they are. (c) and (R) are marks. */
        if (c > 0xFF && (u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) || (c >= 0x1F1E6 && c <= 0x1F1FF)))
            return 1;
        if (!u_isUWhiteSpace(c)) spaces = 0;
    }
    return spaces ? 2 : 0;
}

int32_t cicu_segment(
    cicu_segmenter *s, cicu_unit unit, const uint8_t *text, int32_t length, const cicu_span **spans) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = widen(s, text, length);
    if (units < 0) return -(int32_t)U_MEMORY_ALLOCATION_ERROR;
    UBreakIterator *iterator = s->iterators[unit];
    ubrk_setText(iterator, s->units, units, &status);
    if (U_FAILURE(status)) return -(int32_t)status;
    int32_t count = 0, start = ubrk_first(iterator);
    for (int32_t end = ubrk_next(iterator); end != UBRK_DONE; start = end, end = ubrk_next(iterator)) {
        if (!grow((void **)&s->spans, &s->span_capacity, count + 1, sizeof *s->spans))
            return -(int32_t)U_MEMORY_ALLOCATION_ERROR;
        cicu_span *span = &s->spans[count++];
        span->start = s->offsets[start];
        span->end = s->offsets[end];
        span->status = unit == CICU_WORDS ? (uint16_t)ubrk_getRuleStatus(iterator) : 0;
        span->nature = unit == CICU_WORDS && span->status == 0 ? nature_of(s->units, start, end) : 0;
    }
    *spans = s->spans;
    return count;
}

cicu_sentence_class cicu_sentence_class_of(uint32_t code_point) {
    switch (u_getIntPropertyValue((UChar32)code_point, UCHAR_SENTENCE_BREAK)) {
    case U_SB_CLOSE: return CICU_SENTENCE_CLOSE;
    case U_SB_SP: return CICU_SENTENCE_SPACE;
    case U_SB_SCONTINUE: return CICU_SENTENCE_CONTINUE;
    case U_SB_LOWER: return CICU_SENTENCE_LOWER;
    case U_SB_UPPER: return CICU_SENTENCE_UPPER;
    case U_SB_OLETTER: return CICU_SENTENCE_LETTER;
    case U_SB_EXTEND:
    case U_SB_FORMAT: return CICU_SENTENCE_JOINED;
    case U_SB_NUMERIC: return CICU_SENTENCE_DIGIT;
    case U_SB_ATERM:
    case U_SB_STERM:
    case U_SB_SEP:
    case U_SB_CR:
    case U_SB_LF: return CICU_SENTENCE_END;
    default: return CICU_SENTENCE_OTHER;
    }
}

int cicu_joins_word(uint32_t code_point) {
    switch (u_getIntPropertyValue((UChar32)code_point, UCHAR_WORD_BREAK)) {
    case U_WB_EXTEND:
    case U_WB_FORMAT:
    case U_WB_ZWJ: return 1;
    default: return 0;
    }
}

int32_t cicu_normalize(
    cicu_segmenter *s, cicu_form form, const uint8_t *text, int32_t length, uint8_t *out, int32_t capacity) {
    UErrorCode status = U_ZERO_ERROR;
    int32_t units = widen(s, text, length);
    if (units < 0) return -(int32_t)U_MEMORY_ALLOCATION_ERROR;
    for (;;) {
        int32_t needed = unorm2_normalize(s->forms[form], s->units, units, s->normal, s->normal_capacity, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR || (U_SUCCESS(status) && needed > s->normal_capacity)) {
            status = U_ZERO_ERROR;
            if (!grow((void **)&s->normal, &s->normal_capacity, needed, sizeof *s->normal))
                return -(int32_t)U_MEMORY_ALLOCATION_ERROR;
            continue;
        }
        if (U_FAILURE(status)) return -(int32_t)status;
        int32_t written = 0;
        u_strToUTF8((char *)out, capacity, &written, s->normal, needed, &status);
        if (U_FAILURE(status) && status != U_BUFFER_OVERFLOW_ERROR) return -(int32_t)status;
        return written;
    }
}

int32_t cicu_zone_changes(
    const char *name, int64_t from, int64_t until, int64_t *moments, int32_t *offsets, int32_t capacity) {
    UChar id[128], known[128];
    UErrorCode status = U_ZERO_ERROR;
    size_t length = strlen(name);
    if (length == 0 || length >= 128) return 0;
    u_charsToUChars(name, id, (int32_t)length + 1);
    UBool is_system = 0;
    ucal_getCanonicalTimeZoneID(id, (int32_t)length, known, 128, &is_system, &status);
    if (U_FAILURE(status) || !is_system) return 0;
    UCalendar *calendar = ucal_open(id, (int32_t)length, "en", UCAL_GREGORIAN, &status);
    if (U_FAILURE(status)) return 0;
    int32_t count = 0;
    UDate moment = (UDate)from * 1000;
    while (count < capacity && moment < (UDate)until * 1000) {
        ucal_setMillis(calendar, moment, &status);
        int32_t offset = ucal_get(calendar, UCAL_ZONE_OFFSET, &status) + ucal_get(calendar, UCAL_DST_OFFSET, &status);
        if (U_FAILURE(status)) break;
        moments[count] = (int64_t)(moment / 1000);
        offsets[count++] = offset / 1000;
        if (!ucal_getTimeZoneTransitionDate(calendar, UCAL_TZ_TRANSITION_NEXT, &moment, &status)) break;
    }
    ucal_close(calendar);
    return count;
}

int32_t cicu_calendar_names(const char *locale, int weekdays, int kind, char *out, int32_t capacity) {
    static const UDateFormatSymbolType types[2][4] = {
        {UDAT_MONTHS, UDAT_SHORT_MONTHS, UDAT_STANDALONE_MONTHS, UDAT_STANDALONE_SHORT_MONTHS},
        {UDAT_WEEKDAYS, UDAT_SHORT_WEEKDAYS, UDAT_STANDALONE_WEEKDAYS, UDAT_STANDALONE_SHORT_WEEKDAYS},
    };
    UErrorCode status = U_ZERO_ERROR;
    static const UChar pattern[] = {'d', 0};
    UDateFormat *format = udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, NULL, 0, pattern, 1, &status);
    int32_t written = 0;
    for (int32_t i = 0; i < (weekdays ? 7 : 12) && U_SUCCESS(status); i++) {
        UChar name[64];
        /* Days of the week are counted from 1. */
        int32_t length = udat_getSymbols(format, types[weekdays != 0][kind & 3], i + (weekdays != 0), name, 64, &status);
        int32_t count = 0;
        int32_t room = capacity > written ? capacity - written : 0;
        u_strToUTF8(out + (room ? written : 0), room, &count, name, length, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR || status == U_STRING_NOT_TERMINATED_WARNING) status = U_ZERO_ERROR;
        written += count;
        if (written < capacity) out[written] = '\n';
        written++;
    }
    if (format) udat_close(format);
    return U_FAILURE(status) ? -1 : written;
}
