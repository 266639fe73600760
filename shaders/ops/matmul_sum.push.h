#ifndef PAL_SHADERS_OPS_MATMUL_SUM_PUSH_H
#define PAL_SHADERS_OPS_MATMUL_SUM_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct MatmulSumPush {
    AddressF32 src;  // [parts, count]
    AddressF32 bias; // [outputs], where hasBias is 1
    AddressF32 dst;  // [count]
    uint parts;
    uint count;
    uint outputs;
    uint hasBias;
};
PAL_PUSH_END
#endif
