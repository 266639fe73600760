// Matrices of 16 x 16 that a subgroup holds together, f16 operands and f32 sums, under one name for two extensions:
// COOPERATIVE_KHR (VK_KHR_cooperative_matrix) or COOPERATIVE_NV (VK_NV_cooperative_matrix).
//   MatrixA, MatrixB, MatrixSum           the operands and the sum
//   loadMatrixA, loadMatrixB(m, tile, at, stride)  from a shared array of uvec4; `at` and `stride` count its elements, eight
//                                         f16 numbers each. A lies row by row, B column by column.
//   storeMatrix(m, tile, at, stride)      to a shared array of float, row by row
//   multiplyAdd(a, b, sum)
#extension GL_KHR_memory_scope_semantics : require
#extension GL_EXT_shader_explicit_arithmetic_types_float16 : require
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
