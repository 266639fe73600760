// Reads a buffer from one end to the other, and does as little else as keeps the reads from being left out.
#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/ceilings/memory_read.push.h"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MemoryReadPush push; };
void main()
{
    const uint step = gl_NumWorkGroups.x * gl_WorkGroupSize.x;
    uvec4 mixed = uvec4(0);
    uint i = gl_GlobalInvocationID.x;
    for (; i + 3 * step < push.count; i += 4 * step) // four reads under way at once
        mixed ^= push.src.at[i] ^ push.src.at[i + step] ^ push.src.at[i + 2 * step] ^ push.src.at[i + 3 * step];
    for (; i < push.count; i += step)
        mixed ^= push.src.at[i];
    if ((mixed.x ^ mixed.y ^ mixed.z ^ mixed.w) == 0x5eed5eedu)
        push.dst.at[0] = int(mixed.x);
}
