#ifndef PAL_SHADERS_OPS_MATMUL_PUSH_H
#define PAL_SHADERS_OPS_MATMUL_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct MatmulPush {
    AddressF32 src;      // [rows, width]
    AddressWords weight; // [outputs, width]
    AddressF32 bias;     // [outputs], where hasBias is 1
    AddressF32 dst;      // [rows, outputs]; [parts, rows, outputs] where the width is split
    AddressF32 scales;   // of the rows that round_rows rounded; `src` then holds their levels
    uint rows;
    uint width;
    uint outputs;
    uint hasBias;
    uint partWidth; // of the inputs that one workgroup adds up; a multiple of 64 where the width is split
};
PAL_PUSH_END
#endif
