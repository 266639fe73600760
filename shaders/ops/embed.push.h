#ifndef PAL_SHADERS_OPS_EMBED_PUSH_H
#define PAL_SHADERS_OPS_EMBED_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct EmbedPush {
    AddressI32 ids;     // [rows]
    AddressWords table; // [vocabulary, width]
    AddressF32 dst;     // [rows, width]
    uint rows;
    uint width;
    float scale;
};
PAL_PUSH_END
#endif
