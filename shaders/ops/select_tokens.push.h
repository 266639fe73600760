#ifndef PAL_SHADERS_OPS_SELECT_TOKENS_PUSH_H
#define PAL_SHADERS_OPS_SELECT_TOKENS_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct SelectTokensPush {
    AddressF32 logits;     // [rows, stride]
    AddressI32 candidates; // listed: [count] or [rows, count] ids; unused otherwise
    AddressF32 values;     // [rows, groups, chosen]
    AddressI32 ids;        // [rows, groups, chosen]
    uint stride;
    uint count; // of candidates in a row
    uint chosen;
    uint source; // 0: candidate i is id i; 1: id candidates[i]; 2: as a merge, value logits[i] and id candidates[i]
};
PAL_PUSH_END
#endif
