/* XXH3 128-bit (xxHash 0.8, Yann Collet): fast, the same on every machine, for identities and change detection, not for secrets. */
#ifndef CHASH_H
#define CHASH_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t high;
    uint64_t low;
} chash_128;

typedef struct chash_state chash_state;

chash_128 chash_of(const void *bytes, size_t count, uint64_t seed);

chash_state *chash_open(void);
void chash_close(chash_state *state);
void chash_update(chash_state *state, const void *bytes, size_t count);
chash_128 chash_result(const chash_state *state);

/* Asks for the memory at `place`, which is read soon; costs an instruction. Belongs here because it is what hashed tables need. */
static inline void chash_prefetch(const void *place) { __builtin_prefetch(place); }

enum { CHASH_LANES = 32 };

/* For each of 32 hash functions keeps the lesser of `least` and of what it makes of `pair`: lane i hashes the lower 16 bits of it with
   factors[i], the next 16 with factors[32 + i], and adds both. Some nanoseconds, where the lanes of Swift's own vectors take hundreds. */
void chash_keep_least(int16_t *least, const int16_t *factors, uint64_t pair);

#endif
