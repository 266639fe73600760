#ifndef PAL_SHADERS_OPS_RESIDUAL_LAYER_NORM_PUSH_H
#define PAL_SHADERS_OPS_RESIDUAL_LAYER_NORM_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct ResidualLayerNormPush {
    AddressF32 residual; // [rows, width]
    AddressF32 branch;   // [rows, width]
    AddressF32 weight;   // [width]
    AddressF32 bias;     // [width]
    AddressF32 normed;   // [rows, width]
    uint width;
    float epsilon;
};
PAL_PUSH_END
#endif
