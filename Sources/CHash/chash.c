/* Lifetime: the Swift owner opens a state once and closes it once. */
#include "chash.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

struct chash_state {
    XXH3_state_t *inner;
};

static chash_128 plain(XXH128_hash_t hash) {
    chash_128 result = {hash.high64, hash.low64};
    return result;
}

chash_128 chash_of(const void *bytes, size_t count, uint64_t seed) {
    return plain(XXH3_128bits_withSeed(bytes, count, seed));
}

chash_state *chash_open(void) {
    chash_state *state = malloc(sizeof *state);
    if (!state) return NULL;
    state->inner = XXH3_createState();
    if (!state->inner) {
        free(state);
        return NULL;
    }
    XXH3_128bits_reset(state->inner);
    return state;
}

void chash_close(chash_state *state) {
    if (!state) return;
    XXH3_freeState(state->inner);
    free(state);
}

void chash_update(chash_state *state, const void *bytes, size_t count) {
    XXH3_128bits_update(state->inner, bytes, count);
}

chash_128 chash_result(const chash_state *state) { return plain(XXH3_128bits_digest(state->inner)); }

void chash_keep_least(int16_t *restrict least, const int16_t *restrict factors, uint64_t pair) {
    const uint16_t low = (uint16_t)pair, high = (uint16_t)(pair >> 16);
    for (int lane = 0; lane < CHASH_LANES; lane++) {
        const uint16_t sum = (uint16_t)((uint16_t)factors[lane] * (uint32_t)low + (uint16_t)factors[CHASH_LANES + lane] * (uint32_t)high);
        const int16_t value = (int16_t)sum;
        least[lane] = value < least[lane] ? value : least[lane];
    }
}
