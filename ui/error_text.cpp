#include "ui/error_text.h"

#include <QCoreApplication>

namespace palimpsest {

QString headingOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::BadArguments:
        return QCoreApplication::translate("ErrorText", "That does not go together");
    case ErrorCode::BadInput:
        return QCoreApplication::translate("ErrorText", "The document cannot be read");
    case ErrorCode::Encrypted:
        return QCoreApplication::translate("ErrorText", "The document wants a password");
    case ErrorCode::FileAccess:
        return QCoreApplication::translate("ErrorText", "The file cannot be opened or written");
    case ErrorCode::MissingDependency:
        return QCoreApplication::translate("ErrorText", "Something is not installed");
    case ErrorCode::NoDevice:
        return QCoreApplication::translate("ErrorText", "No device can do this");
    case ErrorCode::OutOfMemory:
        return QCoreApplication::translate("ErrorText", "There is not enough memory");
    case ErrorCode::DeviceLost:
        return QCoreApplication::translate("ErrorText", "The reader stopped unexpectedly");
    case ErrorCode::InvalidModel:
        return QCoreApplication::translate("ErrorText", "The model is missing or broken");
    case ErrorCode::TaskUnsupported:
        return QCoreApplication::translate("ErrorText", "The model was not trained for this task");
    case ErrorCode::Unsupported:
        return QCoreApplication::translate("ErrorText", "This version cannot do that");
    case ErrorCode::Cancelled:
        return QCoreApplication::translate("ErrorText", "Stopped");
    case ErrorCode::TimeLimit:
        return QCoreApplication::translate("ErrorText", "It took too long");
    case ErrorCode::Internal:
        return QCoreApplication::translate("ErrorText", "The program made a mistake");
    }
    return {};
}

QString textOf(const Error& error)
{
    return QCoreApplication::translate("ErrorText", "%1: %2")
        .arg(headingOf(error.code), QString::fromStdString(error.message));
}

} // namespace palimpsest
