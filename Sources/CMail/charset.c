// Encodings that texts declare, by ICU's converters; the one used last is kept open.
#include "internal.h"

#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ustring.h>

void cmail_close_converter(cmail *mail) {
    if (mail->converter) ucnv_close(mail->converter);
    mail->converter = NULL;
    mail->converter_name[0] = 0;
}

// What programs write, and the encoding they mean: the larger one of the same family.
static const char *const meant[][2] = {
    {"gb2312", "gb18030"},        {"gbk", "gb18030"},           {"x-gbk", "gb18030"},      {"gb_2312-80", "gb18030"},
    {"shift_jis", "ibm-943"},     {"x-sjis", "ibm-943"},        {"iso-8859-9", "windows-1254"},
    {"ks_c_5601-1987", "windows-949"}, {"euc-kr", "windows-949"}, {"tis-620", "windows-874"}, {"iso-8859-11", "windows-874"},
};

static int is_hidden(const char *name) {
    return strstr(name, "utf7") || strstr(name, "utf-7") || strstr(name, "imap") || strstr(name, "scsu") || strstr(name, "bocu");
}

static UConverter *converter(cmail *mail, const char *charset) {
    char name[64];
    size_t length = 0;
    for (; *charset && length + 1 < sizeof name; charset++) {
        unsigned char byte = (unsigned char)*charset;
        if (byte > 0x20 && byte < 0x7F && byte != '"' && byte != '\'') name[length++] = g_ascii_tolower((gchar)byte);
    }
    name[length] = 0;
    if (length == 0 || is_hidden(name)) return NULL;
    if (mail->converter && strcmp(name, mail->converter_name) == 0) return mail->converter;
    cmail_close_converter(mail);
    const char *wanted = name;
    for (size_t index = 0; index < sizeof meant / sizeof *meant; index++) {
        if (strcmp(name, meant[index][0]) == 0) wanted = meant[index][1];
    }
    UErrorCode status = U_ZERO_ERROR;
    UConverter *made = ucnv_open(wanted, &status);
    // An alias of something hidden is hidden too.
    const char *canonical = U_SUCCESS(status) ? ucnv_getName(made, &status) : "";
    char folded[64] = "";
    for (size_t at = 0; canonical[at] && at + 1 < sizeof folded; at++) folded[at] = g_ascii_tolower(canonical[at]);
    if (U_FAILURE(status) || is_hidden(folded)) {
        if (made) ucnv_close(made);
        return NULL;
    }
    mail->converter = made;
    strcpy(mail->converter_name, name);
    return made;
}

const uint8_t *cmail_convert(cmail *mail, const char *charset, const uint8_t *bytes, size_t count, size_t *converted) {
    *converted = 0;
    UConverter *from = converter(mail, charset);
    if (!from || count > INT32_MAX / 8) return NULL;
    ucnv_resetToUnicode(from);
    size_t capacity = count * 3 + 64;
    for (;;) {
        if (!cmail_reserve(&mail->converted, capacity)) return NULL;
        UErrorCode status = U_ZERO_ERROR;
        int32_t made = ucnv_toAlgorithmic(
            UCNV_UTF8, from, (char *)mail->converted.bytes, (int32_t)capacity, (const char *)bytes, (int32_t)count, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) {
            capacity = (size_t)made + 64;
            continue;
        }
        if (U_FAILURE(status)) return NULL;
        *converted = (size_t)made;
        return mail->converted.bytes;
    }
}
