#pragma once
// A folder for what is wanted only while a command runs. It and all that is in it go when its owner goes.

#include <filesystem>
#include <utility>

#include "engine/base/result.h"

namespace palimpsest {

class TemporaryFolder {
public:
    // FileAccess.
    static Result<TemporaryFolder> create();

    TemporaryFolder(TemporaryFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) { }
    TemporaryFolder& operator=(TemporaryFolder&& other) noexcept
    {
        std::swap(m_path, other.m_path);
        return *this;
    }
    ~TemporaryFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    explicit TemporaryFolder(std::filesystem::path path) : m_path(std::move(path)) { }

    std::filesystem::path m_path;
};

} // namespace palimpsest
