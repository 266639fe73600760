#ifndef PAL_SHADERS_OPS_ATTENTION_PUSH_H
#define PAL_SHADERS_OPS_ATTENTION_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct AttentionPush {
    AddressF32 query; // [rows, heads, headWidth]
    AddressF32 key;   // [keys, kvHeads, headWidth]
    AddressF32 value; // [keys, kvHeads, headWidth]
    AddressF32 dst;   // [rows, heads, headWidth]
    uint heads;
    uint kvHeads;
    uint headWidth;
    uint keys;
    uint firstPosition;
    uint prefixLength;
    uint window;       // 0: none
    uint prefixExempt; // 1: the window hides keys only from rows behind the prefix
    float scale;
    float softcap; // 0: none
};
PAL_PUSH_END
#endif
