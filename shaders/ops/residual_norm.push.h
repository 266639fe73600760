#ifndef PAL_SHADERS_OPS_RESIDUAL_NORM_PUSH_H
#define PAL_SHADERS_OPS_RESIDUAL_NORM_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct ResidualNormPush {
    AddressF32 residual;     // [rows, width]
    AddressF32 branch;       // [rows, width]
    AddressF32 branchWeight; // [width], if hasBranchWeight is 1
    AddressF32 nextWeight;   // [width]
    AddressF32 normed;       // [rows, width]
    uint width;
    uint hasBranchWeight;
    float epsilon;
};
PAL_PUSH_END
#endif
