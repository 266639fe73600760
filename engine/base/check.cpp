#include "engine/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace palimpsest {

void checkFailed(const char* file, int line, const char* condition)
{
    std::fprintf(stderr, "%s:%d: our own mistake: '%s' does not hold\n", file, line, condition);
    std::abort();
}

} // namespace palimpsest
