#ifndef PAL_SHADERS_OPS_ADD_PUSH_H
#define PAL_SHADERS_OPS_ADD_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct AddPush {
    AddressF32 a;
    AddressF32 b;
    AddressF32 dst; // may be `a` or `b`
    uint count;
};
PAL_PUSH_END
#endif
