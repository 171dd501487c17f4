/* The little of ICU that voc needs, behind opaque handles: no ICU type is visible here, because Foundation on Linux brings
   its own copy of ICU whose names clash with the system's headers. All text is UTF-8; offsets are bytes. */
#ifndef CICU_H
#define CICU_H

#include <stdint.h>

/* Status of a word span, as UBRK_WORD_*: 0 mark or space, 100 number, 200 letters, 300 kana, 400 ideographs. */
typedef struct {
    uint32_t start;
    uint32_t end;
    uint16_t status;
    /* 1 if the span holds an emoji (Extended_Pictographic or a regional indicator), 2 if it is white space only. */
    uint16_t nature;
} cicu_span;

typedef enum { CICU_GRAPHEMES = 0, CICU_WORDS = 1, CICU_SENTENCES = 2 } cicu_unit;
typedef enum { CICU_NFC = 0, CICU_NFD = 1, CICU_NFKC = 2, CICU_NFKD = 3, CICU_NFKC_CASEFOLD = 4 } cicu_form;

typedef struct cicu_segmenter cicu_segmenter;

const char *cicu_version(void);
const char *cicu_unicode_version(void);

/* A segmenter owns its iterators and buffers: one per thread. NULL if ICU's data is missing. */
cicu_segmenter *cicu_segmenter_open(void);
void cicu_segmenter_close(cicu_segmenter *segmenter);

/* Cuts valid UTF-8 into spans that cover it without gaps. Returns how many, and points *spans at them; they live until the
   next call. Negative: ICU's error code, negated. */
int32_t cicu_segment(
    cicu_segmenter *segmenter, cicu_unit unit, const uint8_t *text, int32_t length, const cicu_span **spans);

/* What a code point is to borders of sentences (Sentence_Break), in the values that rules ask for. */
typedef enum {
    CICU_SENTENCE_OTHER = 0,
    CICU_SENTENCE_CLOSE = 1,
    CICU_SENTENCE_SPACE = 2,
    CICU_SENTENCE_CONTINUE = 3,
    CICU_SENTENCE_LOWER = 4,
    CICU_SENTENCE_UPPER = 5,
    CICU_SENTENCE_LETTER = 6,
    /* Extend and Format, which belong to what stands before them. */
    CICU_SENTENCE_JOINED = 7,
    CICU_SENTENCE_DIGIT = 8,
    /* A terminator or separator. */
    CICU_SENTENCE_END = 9,
} cicu_sentence_class;

cicu_sentence_class cicu_sentence_class_of(uint32_t code_point);

/* 1 if borders of words never stand before it (Extend, Format, ZWJ of Word_Break). */
int cicu_joins_word(uint32_t code_point);

/* Normalises valid UTF-8. Returns the bytes needed; if that is more than `capacity`, nothing useful was written. Negative on error. */
int32_t cicu_normalize(
    cicu_segmenter *segmenter, cicu_form form, const uint8_t *text, int32_t length, uint8_t *out, int32_t capacity);

/* What kind of charset a name stands for: -1 none that ICU knows, 1 one byte a character, 2 one or more bytes without
   states, 3 others. Writes the name that IANA prefers, or ICU's own, to `name`. */
int cicu_charset_kind(const char *label, char *name, int32_t capacity);

typedef struct cicu_decoder cicu_decoder;

/* Where a charset's decoder departs from ICU's tables, so that it gives what the Encoding Standard (WHATWG) says. */
typedef enum {
    CICU_PLAIN = 0,
    /* One or two bytes: an ASCII byte behind a lead byte that leads nowhere is kept. */
    CICU_DOUBLE_BYTE = 1,
    CICU_BIG5 = 2,
    CICU_EUC_KR = 3,
    CICU_EUC_JP = 4,
    CICU_GB18030 = 5,
    /// Windows' charsets of one byte, where the standard gives a control character to bytes without a meaning.
    CICU_WINDOWS = 6,
} cicu_rules;

/* A streaming converter from `charset` to UTF-8; NULL if ICU does not know the name. With `keeps_ascii` bytes under 0x80
   stand for themselves wherever a character begins. */
cicu_decoder *cicu_decoder_open(const char *charset, cicu_rules rules, int keeps_ascii);
void cicu_decoder_close(cicu_decoder *decoder);
/* Converts as much of the input as fits; advances *consumed. Returns the bytes written, negative on error; `capacity` is at
   least 64. Bytes without meaning become U+FFFD and are counted in *replaced. `flush` is 1 with the last piece. Call again
   while the input is not used up or the last call wrote anything. */
int32_t cicu_decode(
    cicu_decoder *decoder, const uint8_t *in, int32_t length, int32_t *consumed, uint8_t *out, int32_t capacity,
    int flush, int64_t *replaced);

typedef struct cicu_encoder cicu_encoder;

/* A converter from UTF-8 to `charset`; NULL if ICU does not know the name. */
cicu_encoder *cicu_encoder_open(const char *charset);
void cicu_encoder_close(cicu_encoder *encoder);
/* Encodes a whole text from the charset's initial state. Returns how many bytes it takes, of which up to `capacity` are
   written; negative on error. */
int32_t cicu_encode(cicu_encoder *encoder, const uint8_t *text, int32_t length, uint8_t *out, int32_t capacity);

/* The offsets of the time zone `name` in seconds ahead of UTC, and the moments (seconds since 1970) from which they hold, between
   two moments; the first entry holds before too. Returns how many, at most `capacity`; 0 if there is no such zone. */
int32_t cicu_zone_changes(
    const char *name, int64_t from, int64_t until, int64_t *moments, int32_t *offsets, int32_t capacity);

/* The names of the months from January (12 lines), or of the days of the week from Sunday (7 lines), in the language of `locale`;
   kinds: 0 as in a date, 1 the same shortened, 2 alone, 3 alone and shortened. Returns the bytes needed, at most `capacity` of which
   are written; negative on error. */
int32_t cicu_calendar_names(const char *locale, int weekdays, int kind, char *out, int32_t capacity);

#endif
