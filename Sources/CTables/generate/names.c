// Prints every text that ICU's data has for one locale itself, a line each: names LOCALE > texts.
#include <stdio.h>
#include <unicode/ures.h>
#include <unicode/ustring.h>

static void print(const UChar *text, int32_t count) {
    char bytes[1 << 16];
    int32_t written;
    UErrorCode status = U_ZERO_ERROR;
    u_strToUTF8(bytes, sizeof bytes, &written, text, count, &status);
    if (U_SUCCESS(status)) printf("%.*s\n", (int)written, bytes);
}

static void walk(UResourceBundle *bundle) {
    UErrorCode status = U_ZERO_ERROR;
    switch (ures_getType(bundle)) {
    case URES_STRING: {
        int32_t count;
        const UChar *text = ures_getString(bundle, &count, &status);
        if (U_SUCCESS(status)) print(text, count);
        break;
    }
    case URES_ARRAY:
    case URES_TABLE:
        ures_resetIterator(bundle);
        while (ures_hasNext(bundle)) {
            status = U_ZERO_ERROR;
            UResourceBundle *child = ures_getNextResource(bundle, NULL, &status);
            if (U_SUCCESS(status)) walk(child);
            ures_close(child);
        }
        break;
    default: break;
    }
}

int main(int count, char **arguments) {
    static const char *const trees[] = {"", "-lang", "-region", "-curr", "-unit", "-zone"};
    if (count != 2) return 64;
    for (int index = 0; index < 6; index++) {
        char path[64];
        snprintf(path, sizeof path, "icudt%d%s%s", U_ICU_VERSION_MAJOR_NUM, U_ICUDATA_TYPE_LETTER, trees[index]);
        UErrorCode status = U_ZERO_ERROR;
        UResourceBundle *bundle = ures_openDirect(index == 0 ? NULL : path, arguments[1], &status);
        if (U_SUCCESS(status)) walk(bundle);
        ures_close(bundle);
    }
    return 0;
}
