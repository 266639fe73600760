#ifndef PAL_SHADERS_OPS_GEGLU_PUSH_H
#define PAL_SHADERS_OPS_GEGLU_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct GegluPush {
    AddressF32 gate;
    AddressF32 up;
    AddressF32 dst; // may be `gate` or `up`
    uint count;
};
PAL_PUSH_END
#endif
