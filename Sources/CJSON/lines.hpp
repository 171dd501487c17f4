// Where lines end, found once and used by all who ask for lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "cjson.h"

struct cjson_lines {
    /// The offsets of the line feeds, in order; behind them stands room that is not theirs.
    std::vector<uint32_t> ends;
    size_t count = 0;

    void find(const uint8_t *bytes, size_t length);
};
