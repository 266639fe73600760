#pragma once
// How the program ends, for the script that called it. The numbers follow OCRmyPDF where they mean the same.

#include "engine/base/result.h"

namespace palimpsest {

enum class ExitCode : int {
    Ok = 0,
    BadArguments = 1,
    InputFile = 2,
    MissingDependency = 3,
    FileAccess = 5,
    Encrypted = 8,
    Other = 15,
    Partial = 20, // some pages or parts of answers could not be read; what could is there
    NoDevice = 21,
    OutOfMemory = 22,
    InvalidModel = 23,
    TaskUnsupported = 24,
    TimeLimit = 26,
    PreEmpted = 75,    // SIGTERM: a batch system wants the machine back
    Interrupted = 130, // SIGINT: somebody pressed Ctrl-C
};

constexpr ExitCode exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadArguments:
        return ExitCode::BadArguments;
    case ErrorCode::BadInput:
        return ExitCode::InputFile;
    case ErrorCode::Encrypted:
        return ExitCode::Encrypted;
    case ErrorCode::FileAccess:
        return ExitCode::FileAccess;
    case ErrorCode::MissingDependency:
        return ExitCode::MissingDependency;
    case ErrorCode::NoDevice:
    case ErrorCode::DeviceLost:
        return ExitCode::NoDevice;
    case ErrorCode::OutOfMemory:
        return ExitCode::OutOfMemory;
    case ErrorCode::InvalidModel:
        return ExitCode::InvalidModel;
    case ErrorCode::TaskUnsupported:
        return ExitCode::TaskUnsupported;
    case ErrorCode::TimeLimit:
        return ExitCode::TimeLimit;
    case ErrorCode::Cancelled:
        return ExitCode::Interrupted;
    case ErrorCode::Unsupported:
    case ErrorCode::Internal:
        return ExitCode::Other;
    }
    return ExitCode::Other;
}

} // namespace palimpsest
