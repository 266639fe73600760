#pragma once
// PAL_CHECK: what only our own mistake can cause. Prints the place and the condition, then aborts.

namespace palimpsest {
[[noreturn]] void checkFailed(const char* file, int line, const char* condition);
} // namespace palimpsest

#define PAL_CHECK(condition)                                                                                           \
    do {                                                                                                               \
        if (!(condition)) [[unlikely]]                                                                                 \
            ::palimpsest::checkFailed(__FILE__, __LINE__, #condition);                                                 \
    } while (false)

#ifdef NDEBUG
#define PAL_DCHECK(condition) static_cast<void>(0)
#else
#define PAL_DCHECK(condition) PAL_CHECK(condition)
#endif
