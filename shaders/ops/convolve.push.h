#ifndef PAL_SHADERS_OPS_CONVOLVE_PUSH_H
#define PAL_SHADERS_OPS_CONVOLVE_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct ConvolvePush {
    AddressF32 src;    // [inputs, height, width]
    AddressF32 weight; // [outputs, inputs, kernel, kernel]
    AddressF32 bias;   // [outputs]
    AddressF32 dst;    // [outputs, height, width]
    uint inputs;
    uint outputs;
    uint height;
    uint width;
    uint kernel; // 1 or 3
    uint relu;   // 1: negative results become 0
};
PAL_PUSH_END
#endif
