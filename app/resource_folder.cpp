#include "app/resource_folder.h"

#include <cstdlib>
#include <system_error>

namespace palimpsest {

namespace fs = std::filesystem;

Result<fs::path> resourceFolder()
{
    if (const char* const chosen = std::getenv("PALIMPSEST_DATA"); chosen != nullptr && *chosen != '\0')
        return fs::path(chosen);
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (error)
        return Error{ ErrorCode::FileAccess,
            "the program's own folder is unknown: " + error.message()
                + "; set PALIMPSEST_DATA to its share/palimpsest" };
    return (program.parent_path() / PALIMPSEST_SHARE_FROM_BIN).lexically_normal();
}

Result<fs::path> starterCheckpoint()
{
    PAL_TRY_ASSIGN(const fs::path folder, resourceFolder());
    const fs::path starter = folder / "starter";
    std::error_code ignored;
    if (!fs::is_regular_file(starter / "config.json", ignored)) {
        return Error{ ErrorCode::InvalidModel,
            "the starter checkpoint is not at '" + starter.string()
                + "'; give another with -m, or set PALIMPSEST_DATA to the folder that holds 'starter'" };
    }
    return starter;
}

} // namespace palimpsest
