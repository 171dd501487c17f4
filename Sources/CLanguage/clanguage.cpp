#include "clanguage.h"

// CLD2's header uses FILE without saying where it is from.
#include <cstdio>

#include <cld2/public/compact_lang_det.h>

#include <cstring>

int clanguage_detect(const uint8_t *text, size_t count, char code[8], int *percent) {
    constexpr size_t most = 4096;
    if (count > most) {
        count = most;
        while (count > 0 && (text[count] & 0xC0) == 0x80) count--;
    }
    CLD2::Language languages[3];
    int percents[3], bytes = 0;
    bool is_reliable = false;
    CLD2::Language found = CLD2::ExtDetectLanguageSummary(
        reinterpret_cast<const char *>(text), int(count), true, languages, percents, &bytes, &is_reliable);
    *percent = percents[0];
    code[0] = 0;
    if (!is_reliable || found == CLD2::UNKNOWN_LANGUAGE || found != languages[0]) return 0;
    // zh-Hant is zh; CLD2 keeps a withdrawn code for Hebrew.
    const char *name = CLD2::LanguageCode(found);
    if (std::strcmp(name, "iw") == 0) name = "he";
    size_t length = std::strcspn(name, "-");
    if (length < 2 || length > 3) return 0;
    std::memcpy(code, name, length);
    code[length] = 0;
    return 1;
}
