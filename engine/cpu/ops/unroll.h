#pragma once
// PAL_UNROLL before a loop of fixed count: unrolls it whole, so that small arrays of vectors stay in registers.

#if defined(__clang__)
#define PAL_UNROLL _Pragma("unroll")
#else
#define PAL_UNROLL _Pragma("GCC unroll 32")
#endif
