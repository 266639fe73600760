#pragma once
// Result<T>: a value, or an Error saying what the world did to us. Nothing in the engine throws; whatever a file, a
// disk, a device or a person can cause comes back as one of these. Plain values, safe to move between threads.

#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace palimpsest {

enum class ErrorCode {
    BadArguments,      // the caller's words do not make sense together
    BadInput,          // a document that cannot be read
    Encrypted,         // a document that wants a password
    FileAccess,        // a file or folder that cannot be opened, read or written; a full disk
    MissingDependency, // a program or plug-in that should be installed
    NoDevice,          // no device can do what was asked
    OutOfMemory,       // of the device or of the host
    DeviceLost,        // the device went away in the middle
    InvalidModel,      // a checkpoint, tokenizer or manifest that is missing, broken or inconsistent
    TaskUnsupported,   // this checkpoint does not declare the task
    Unsupported,       // a well-formed thing that this program does not do
    Cancelled,         // somebody asked to stop: no failure
    TimeLimit,         // the time given is used up
    Internal,          // our own mistake
};

// One English sentence: what is wrong, where, and what to do about it. Starts without a capital prefix such as
// "error:".
struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};

template <typename T> class [[nodiscard]] Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) { }     // NOLINT: implicit on purpose
    Result(Error error) : m_state(std::in_place_index<1>, std::move(error)) { } // NOLINT: implicit on purpose

    [[nodiscard]] bool ok() const { return m_state.index() == 0; }
    explicit operator bool() const { return ok(); }

    [[nodiscard]] T& value() & { return *std::get_if<0>(&m_state); }
    [[nodiscard]] const T& value() const& { return *std::get_if<0>(&m_state); }
    [[nodiscard]] T&& value() && { return std::move(*std::get_if<0>(&m_state)); }
    [[nodiscard]] const Error& error() const& { return *std::get_if<1>(&m_state); }
    [[nodiscard]] Error&& error() && { return std::move(*std::get_if<1>(&m_state)); }

private:
    std::variant<T, Error> m_state;
};

template <> class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : m_error(std::move(error)) { } // NOLINT: implicit on purpose

    [[nodiscard]] bool ok() const { return !m_error.has_value(); }
    explicit operator bool() const { return ok(); }
    [[nodiscard]] const Error& error() const& { return *m_error; }
    [[nodiscard]] Error&& error() && { return std::move(*m_error); }

private:
    std::optional<Error> m_error;
};

} // namespace palimpsest

#define PAL_CONCAT_INNER(a, b) a##b
#define PAL_CONCAT(a, b) PAL_CONCAT_INNER(a, b)

// Passes an error up; a value of the expression, if there is one, is dropped.
#define PAL_TRY(expr)                                                                                                  \
    do {                                                                                                               \
        auto palTryResult = (expr);                                                                                    \
        if (!palTryResult.ok())                                                                                        \
            return std::move(palTryResult).error();                                                                    \
    } while (false)

// PAL_TRY_ASSIGN(const auto config, readConfig(path)); -- passes an error up or binds the value.
#define PAL_TRY_ASSIGN(target, expr) PAL_TRY_ASSIGN_NAMED(PAL_CONCAT(palResult, __LINE__), target, expr)
#define PAL_TRY_ASSIGN_NAMED(name, target, expr)                                                                       \
    auto name = (expr);                                                                                                \
    if (!name.ok())                                                                                                    \
        return std::move(name).error();                                                                                \
    target = std::move(name).value()
