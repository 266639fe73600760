#ifndef PAL_SHADERS_CEILINGS_PEAK_PUSH_H
#define PAL_SHADERS_CEILINGS_PEAK_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct PeakPush {
    AddressF32 dst; // [1]
    uint rounds;
    float factor; // what a compiler cannot know
    float addend;
};
PAL_PUSH_END
#endif
