#ifndef PAL_SHADERS_OPS_GELU_PUSH_H
#define PAL_SHADERS_OPS_GELU_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct GeluPush {
    AddressF32 src;
    AddressF32 dst; // may be `src`
    uint count;
};
PAL_PUSH_END
#endif
