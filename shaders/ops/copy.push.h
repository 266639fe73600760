#ifndef PAL_SHADERS_OPS_COPY_PUSH_H
#define PAL_SHADERS_OPS_COPY_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct CopyPush {
    AddressF32 src;
    AddressF32 dst;
    uint count;
};
PAL_PUSH_END
#endif
