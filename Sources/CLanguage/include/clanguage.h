/* The one call of CLD2 that voc makes: which language a text is written in. Nothing is kept between calls. */
#ifndef CLANGUAGE_H
#define CLANGUAGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Writes the code of the language (ISO 639, such as "fi" or "zh") of valid UTF-8 to `code` and the share of the text in it, in
   percent, to *percent. Returns 1 if CLD2 holds that to be reliable, else 0. At most 4 KiB are looked at. */
int clanguage_detect(const uint8_t *text, size_t count, char code[8], int *percent);

#ifdef __cplusplus
}
#endif

#endif
