#ifndef PAL_SHADERS_OPS_ROPE_PUSH_H
#define PAL_SHADERS_OPS_ROPE_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct RopePush {
    AddressF32 src;         // [rows, heads, headWidth]
    AddressI32 positions;   // [rows]
    AddressF32 frequencies; // [headWidth / 2]: base^(-2i / headWidth), made on the host
    AddressF32 dst;         // the shape of `src`, may be `src`
    uint rows;
    uint heads;
    uint headWidth;
};
PAL_PUSH_END
#endif
