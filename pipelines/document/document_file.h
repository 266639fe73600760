#pragma once
// An ordinary file opened for reading, its format told by its first bytes. Owns the descriptor; move-only. Files are
// opened here and not by name in the libraries, so that any name works that the file system allows.

#include <cstddef>
#include <filesystem>
#include <string>

#include "engine/base/result.h"

namespace palimpsest {

enum class DocumentFormat { Pdf, Png, Jpeg, Tiff, WebP, Bmp };

class DocumentFile {
public:
    static Result<DocumentFile> open(const std::filesystem::path& path);
    ~DocumentFile();
    DocumentFile(DocumentFile&& other) noexcept;
    DocumentFile& operator=(DocumentFile&& other) noexcept;

    [[nodiscard]] DocumentFormat format() const { return m_format; }
    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::size_t sizeBytes() const { return m_sizeBytes; }
    [[nodiscard]] int descriptor() const { return m_descriptor; }

    // "'letter.pdf' " + what, as every message about this file begins.
    [[nodiscard]] Error badInput(const std::string& what) const;

private:
    DocumentFile() = default;

    std::string m_name;
    DocumentFormat m_format = DocumentFormat::Pdf;
    std::size_t m_sizeBytes = 0;
    int m_descriptor = -1;
};

} // namespace palimpsest
