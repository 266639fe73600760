#ifndef PAL_SHADERS_OPS_SOFTCAP_PUSH_H
#define PAL_SHADERS_OPS_SOFTCAP_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct SoftcapPush {
    AddressF32 src;
    AddressF32 dst; // may be `src`
    uint count;
    float cap;
};
PAL_PUSH_END
#endif
