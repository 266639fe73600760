#ifndef PAL_SHADERS_OPS_LOG_SUM_EXP_PUSH_H
#define PAL_SHADERS_OPS_LOG_SUM_EXP_PUSH_H
#include "shaders/common/push.h"
PAL_PUSH_BEGIN
struct LogSumExpPush {
    AddressF32 src; // [rows, width]
    AddressF32 dst; // [rows]
    uint width;
};
PAL_PUSH_END
#endif
