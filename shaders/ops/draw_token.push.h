#ifndef PAL_SHADERS_OPS_DRAW_TOKEN_PUSH_H
#define PAL_SHADERS_OPS_DRAW_TOKEN_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct DrawTokenPush {
    AddressF32 logits;  // [width]
    AddressI32 allowed; // [count] ids, if listed
    AddressF32 masses;  // [passes, groups, 16]: what each pass summed
    AddressI32 states;  // [passes, 4]: how far the search was before each pass
    AddressF32 value;   // [1]: the largest logit, then the drawn one
    AddressI32 id;      // [1]: its id, then the drawn one
    uint count;         // of candidates
    uint listed;        // 1: candidate i is id allowed[i]; 0: id i
    uint groups;        // of a pass that sums
    uint pass;
    uint indexDigits; // of four bits, that hold an index below count
    float temperature;
    float topP;
    float point;
};
PAL_PUSH_END
#endif
