#ifndef PAL_SHADERS_OPS_ROUND_ROWS_PUSH_H
#define PAL_SHADERS_OPS_ROUND_ROWS_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct RoundRowsPush {
    AddressF32 src;    // [rows, width]
    AddressI32 levels; // [rows, blocks, 8], four signed 8-bit levels in each
    AddressF32 scales; // [rows, blocks]
    uint rows;
    uint width;
    uint blocks; // of 32 inputs; even, so that rows start like superblocks
};
PAL_PUSH_END
#endif
