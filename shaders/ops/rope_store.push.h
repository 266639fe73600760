#ifndef PAL_SHADERS_OPS_ROPE_STORE_PUSH_H
#define PAL_SHADERS_OPS_ROPE_STORE_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct RopeStorePush {
    AddressF32 query;          // [rows, heads, headWidth]
    AddressF32 key;            // [rows, kvHeads, headWidth]
    AddressF32 value;          // [rows, kvHeads, headWidth]
    AddressI32 positions;      // [rows]
    AddressF32 frequencies;    // [headWidth / 2]: base^(-2i / headWidth), made on the host
    AddressF32 keyCache;       // [capacity, kvHeads, headWidth]
    AddressF32 valueCache;     // [capacity, kvHeads, headWidth]
    AddressI32 cacheRowTensor; // [1], if hasCacheRowTensor is 1
    uint rows;
    uint heads; // 0: there is no query
    uint kvHeads;
    uint headWidth;
    uint cacheRow; // if hasCacheRowTensor is 0
    uint hasCacheRowTensor;
};
PAL_PUSH_END
#endif
