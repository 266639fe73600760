#ifndef PAL_SHADERS_OPS_UPSAMPLE_PUSH_H
#define PAL_SHADERS_OPS_UPSAMPLE_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct UpsamplePush {
    AddressF32 src;    // [inputs, height, width]
    AddressF32 weight; // [inputs, outputs, 4, 4]
    AddressF32 bias;   // [outputs]
    AddressF32 dst;    // [outputs, 2 height, 2 width]
    uint inputs;
    uint outputs;
    uint height;
    uint width;
};
PAL_PUSH_END
#endif
