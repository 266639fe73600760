#ifndef PAL_SHADERS_OPS_LAYER_NORM_PUSH_H
#define PAL_SHADERS_OPS_LAYER_NORM_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct LayerNormPush {
    AddressF32 src;    // [rows, width]
    AddressF32 weight; // [width]
    AddressF32 bias;   // [width]
    AddressF32 dst;    // [rows, width], may be `src`
    uint width;
    float epsilon;
};
PAL_PUSH_END
#endif
