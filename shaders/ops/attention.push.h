#ifndef PAL_SHADERS_OPS_ATTENTION_PUSH_H
#define PAL_SHADERS_OPS_ATTENTION_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct AttentionPush {
    AddressF32 query;    // [rows, heads, headWidth]
    AddressF32 key;      // [keys, kvHeads, headWidth]
    AddressF32 value;    // [keys, kvHeads, headWidth]
    AddressF32 dst;      // [rows, heads, headWidth]
    AddressF32 slices;   // of the decode form: what each slice of the keys gave
    AddressI32 position; // of row 0, if hasPosition is 1
    uint rows;
    uint heads;
    uint kvHeads;
    uint headWidth;
    uint keys;
    uint firstPosition; // of row 0, if hasPosition is 0
    uint hasPosition;
    uint prefixLength;
    uint window;       // 0: none
    uint prefixExempt; // 1: the window hides keys only from rows behind the prefix
    float scale;
    float softcap; // 0: none
};
PAL_PUSH_END
#endif
