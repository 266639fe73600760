// Eight chains of multiplications and additions that never leave the registers, 64 operations a round: f32 in vectors
// of four, f16 in vectors of four (PEAK_F16), or signed 8-bit products of four, packed (PEAK_INT8: 64 a round too).
#version 460
#extension GL_GOOGLE_include_directive : require
#include "shaders/ceilings/peak.push.h"
#ifdef PEAK_F16
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#define CHAIN_T f16vec4
#define ADVANCE(c) c = fma(c, CHAIN_T(float16_t(push.factor)), CHAIN_T(float16_t(push.addend)))
#elif defined(PEAK_INT8)
#extension GL_EXT_spirv_intrinsics : require
// OpSDotAccSat of SPV_KHR_integer_dot_product on packed vectors; the last operand is PackedVectorFormat4x8Bit.
spirv_instruction(extensions = [ "SPV_KHR_integer_dot_product" ], capabilities = [ 6018, 6019 ], id = 4453) int
dotAdd(int a, int b, int sum, spirv_literal int packedFormat);
#define CHAIN_T int
#define ADVANCE(c) c = dotAdd(c, floatBitsToInt(push.factor), c, 0)
#else
#define CHAIN_T vec4
#define ADVANCE(c) c = fma(c, CHAIN_T(push.factor), CHAIN_T(push.addend))
#endif
layout(local_size_x_id = 0) in;
layout(push_constant, scalar) uniform Push { PeakPush push; };
void main()
{
    const float seed = float(gl_GlobalInvocationID.x & 63u) * 0.015625;
    CHAIN_T c0 = CHAIN_T(seed);
    CHAIN_T c1 = CHAIN_T(seed + 1.0);
    CHAIN_T c2 = CHAIN_T(seed + 2.0);
    CHAIN_T c3 = CHAIN_T(seed + 3.0);
    CHAIN_T c4 = CHAIN_T(seed + 4.0);
    CHAIN_T c5 = CHAIN_T(seed + 5.0);
    CHAIN_T c6 = CHAIN_T(seed + 6.0);
    CHAIN_T c7 = CHAIN_T(seed + 7.0);
    for (uint round = 0; round < push.rounds; ++round) {
        ADVANCE(c0);
        ADVANCE(c1);
        ADVANCE(c2);
        ADVANCE(c3);
        ADVANCE(c4);
        ADVANCE(c5);
        ADVANCE(c6);
        ADVANCE(c7);
    }
    const CHAIN_T all = c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7;
#ifdef PEAK_INT8
    const float sum = float(all);
#else
    const float sum = float(all.x) + float(all.y) + float(all.z) + float(all.w);
#endif
    if (sum == 12345.678)
        push.dst.at[0] = sum;
}
