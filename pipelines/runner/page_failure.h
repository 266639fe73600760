#pragma once
// Which failures of a page, or of a document that cannot be opened, the next one would not meet: after these the others
// are read. Pure; any thread.

#include "engine/base/result.h"

namespace palimpsest {

// Where every page was asked the same, as on a command line, what makes no sense about it (BadArguments) is nobody's
// alone, whatever this says.
[[nodiscard]] constexpr bool concernsThePageAlone(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadArguments:
    case ErrorCode::BadInput:
    case ErrorCode::Encrypted:
    case ErrorCode::FileAccess:
    case ErrorCode::OutOfMemory:
    case ErrorCode::Unsupported:
    case ErrorCode::TimeLimit:
    case ErrorCode::Internal:
        return true;
    case ErrorCode::MissingDependency:
    case ErrorCode::NoDevice:
    case ErrorCode::DeviceLost:
    case ErrorCode::InvalidModel:
    case ErrorCode::TaskUnsupported:
    case ErrorCode::Cancelled:
        return false;
    }
    return false;
}

} // namespace palimpsest
