#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/ops/matmul.push.h"
#include "shaders/common/dequant.glsl"
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { MatmulPush push; };
// The plain form: one invocation, one output.
void main()
{
    const uint n = gl_GlobalInvocationID.x;
    const uint m = gl_WorkGroupID.y;
    if (n >= push.outputs)
        return;
    float sum = push.hasBias == 1u ? push.bias.at[n] : 0.0;
    for (uint k = 0; k < push.width; ++k)
        sum += push.src.at[m * push.width + k] * weightAt(push.weight, n, k, push.width);
    push.dst.at[m * push.outputs + n] = sum;
}
