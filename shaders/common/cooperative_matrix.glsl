// Matrices of 16 x 16 that a subgroup holds together, f16 operands and f32 sums, under one name for two extensions:
// COOPERATIVE_KHR (VK_KHR_cooperative_matrix) or COOPERATIVE_NV (VK_NV_cooperative_matrix); or without either, for tests:
// COOPERATIVE_EMULATED, which needs emulated_matrix.glsl, too.
//   MatrixA, MatrixB, MatrixSum           the operands and the sum
//   zeroSum()                             a sum of zeros
//   loadMatrixA, loadMatrixB(m, tile, at, stride)  from a shared array of uvec4; `at` and `stride` count its elements, eight
//                                         f16 numbers each. A lies row by row, B column by column.
//   storeMatrix(m, tile, at, stride)      to a shared array of float, row by row
//   multiplyAdd(a, b, sum)
//   PAL_SUBGROUP, PAL_LANE, PAL_SUBGROUP_SIZE      which subgroup of the workgroup, which invocation of it, of how many
//   PAL_SUBGROUP_BARRIER                  for the subgroup
//   PAL_UNROLL_STEPS                      before a short loop of multiplications
#if defined(COOPERATIVE_EMULATED)

// 32 invocations are taken for a subgroup, whatever the device has; each has half a column of a matrix of sums.
#define PAL_SUBGROUP_SIZE 32u
#define PAL_SUBGROUP (gl_LocalInvocationIndex / 32u)
#define PAL_LANE (gl_LocalInvocationIndex % 32u)
#define PAL_SUBGROUP_BARRIER barrier()
#define PAL_UNROLL_STEPS
struct MatrixA {
    uint at;
    uint stride;
};
#define MatrixB MatrixA
struct MatrixSum {
    vec4 upper; // rows 0 to 3 of the half, and 4 to 7
    vec4 lower;
};
#define zeroSum() MatrixSum(vec4(0.0), vec4(0.0))
#define loadMatrixA(m, tile, at, stride) m = MatrixA(at, stride)
#define loadMatrixB(m, tile, at, stride) m = MatrixA(at, stride)
#define storeMatrix(m, tile, at, stride) \
    for (uint r = 0; r < 4u; ++r) { \
        tile[(at) + (PAL_LANE / 16u * 8u + r) * (stride) + PAL_LANE % 16u] = m.upper[r]; \
        tile[(at) + (PAL_LANE / 16u * 8u + r + 4u) * (stride) + PAL_LANE % 16u] = m.lower[r]; \
    }

#else

#extension GL_KHR_memory_scope_semantics : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
#define PAL_SUBGROUP_SIZE gl_SubgroupSize
#define PAL_SUBGROUP gl_SubgroupID
#define PAL_LANE gl_SubgroupInvocationID
#define PAL_SUBGROUP_BARRIER subgroupBarrier()
#define PAL_UNROLL_STEPS [[unroll]]
#define zeroSum() MatrixSum(0.0)
#if defined(COOPERATIVE_KHR)

#extension GL_KHR_cooperative_matrix : require

#define MatrixA coopmat<float16_t, gl_ScopeSubgroup, 16, 16, gl_MatrixUseA>
#define MatrixB coopmat<float16_t, gl_ScopeSubgroup, 16, 16, gl_MatrixUseB>
#define MatrixSum coopmat<float, gl_ScopeSubgroup, 16, 16, gl_MatrixUseAccumulator>
#define loadMatrixA(m, tile, at, stride) coopMatLoad(m, tile, at, stride, gl_CooperativeMatrixLayoutRowMajor)
#define loadMatrixB(m, tile, at, stride) coopMatLoad(m, tile, at, stride, gl_CooperativeMatrixLayoutColumnMajor)
#define storeMatrix(m, tile, at, stride) coopMatStore(m, tile, at, stride, gl_CooperativeMatrixLayoutRowMajor)
#define multiplyAdd(a, b, sum) coopMatMulAdd(a, b, sum)

#else

#extension GL_NV_cooperative_matrix : require

#define MatrixA fcoopmatNV<16, gl_ScopeSubgroup, 16, 16>
#define MatrixB fcoopmatNV<16, gl_ScopeSubgroup, 16, 16>
#define MatrixSum fcoopmatNV<32, gl_ScopeSubgroup, 16, 16>
#define loadMatrixA(m, tile, at, stride) coopMatLoadNV(m, tile, at, stride, false)
#define loadMatrixB(m, tile, at, stride) coopMatLoadNV(m, tile, at, stride, true)
#define storeMatrix(m, tile, at, stride) coopMatStoreNV(m, tile, at, stride, false)
#define multiplyAdd(a, b, sum) coopMatMulAddNV(a, b, sum)

#endif

#endif
