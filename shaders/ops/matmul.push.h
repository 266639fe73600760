#ifndef PAL_SHADERS_OPS_MATMUL_PUSH_H
#define PAL_SHADERS_OPS_MATMUL_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct MatmulPush {
    AddressF32 src;      // [rows, width]
    AddressWords weight; // [outputs, width]
    AddressF32 bias;     // [outputs], where hasBias is 1
    AddressF32 dst;      // [rows, outputs]
    uint rows;
    uint width;
    uint outputs;
    uint hasBias;
};
PAL_PUSH_END
#endif
