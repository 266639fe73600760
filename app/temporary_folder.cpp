#include "app/temporary_folder.h"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <system_error>

namespace palimpsest {

namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::create()
{
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "palimpsest-XXXXXX").string();
    if (error || ::mkdtemp(name.data()) == nullptr)
        return Error{ ErrorCode::FileAccess,
            "no folder can be made in '" + fs::path(name).parent_path().string() + "': "
                + (error ? error.message() : std::strerror(errno)) + "; set TMPDIR to one that can be written" };
    return TemporaryFolder(name);
}

TemporaryFolder::~TemporaryFolder()
{
    std::error_code ignored;
    if (!m_path.empty())
        fs::remove_all(m_path, ignored);
}

} // namespace palimpsest
