#include "pipelines/document/document_folder.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <system_error>

namespace palimpsest {

namespace fs = std::filesystem;

std::span<const std::string_view> documentEndings()
{
    static constexpr std::array<std::string_view, 8> kEndings{ "pdf", "png", "jpg", "jpeg", "tif", "tiff", "webp",
        "bmp" };
    return kEndings;
}

bool hasDocumentEnding(const fs::path& file)
{
    std::string ending = file.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
        [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const auto endings = documentEndings();
    return !ending.empty()
        && std::find(endings.begin(), endings.end(), std::string_view(ending).substr(1)) != endings.end();
}

Result<std::vector<fs::path>> documentsIn(const fs::path& folder)
{
    std::vector<fs::path> documents;
    std::error_code error;
    fs::recursive_directory_iterator walk(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
        const bool isHidden = walk->path().filename().string().starts_with('.');
        std::error_code ignored;
        if (isHidden && walk->is_directory(ignored))
            walk.disable_recursion_pending();
        else if (!isHidden && walk->is_regular_file(ignored) && hasDocumentEnding(walk->path()))
            documents.push_back(walk->path());
    }
    if (error)
        return Error{ ErrorCode::BadInput, "folder '" + folder.string() + "' cannot be read: " + error.message() };
    if (documents.empty())
        return Error{ ErrorCode::BadInput,
            "folder '" + folder.string()
                + "' holds no document; their names end in .pdf, .png, .jpg, .jpeg, .tif, .tiff, .webp or .bmp" };
    std::sort(documents.begin(), documents.end());
    return documents;
}

} // namespace palimpsest
