#ifndef PAL_SHADERS_CEILINGS_MEMORY_READ_PUSH_H
#define PAL_SHADERS_CEILINGS_MEMORY_READ_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct MemoryReadPush {
    AddressWordsx4 src; // [count]
    AddressI32 dst;     // [1]
    uint count;
};
PAL_PUSH_END
#endif
