#pragma once
// A checkpoint's way into the user's own folder, where -m NAME and the window find it: as a link, as a copy, or out of
// a ZIP archive. It is listed when it is whole. On the calling thread.

#include <filesystem>
#include <string>

#include "app/model_arrival.h"
#include "engine/base/result.h"

namespace palimpsest {

enum class ImportForm {
    Link, // a checkpoint has gigabytes, and its owner may go on using it where it is
    Copy,
};

struct ImportRequest {
    std::filesystem::path source; // a folder, or an archive, which is unpacked whatever the form
    std::string name;             // empty: the source's own
    ImportForm form = ImportForm::Link;
    ArrivalWatch watch = {}; // of a copy
};

// Where it is then. InvalidModel: no whole checkpoint, nothing was made. BadInput, Encrypted: of an archive.
// FileAccess: the name is taken, or the disk is full; nothing is left. Cancelled: likewise.
Result<std::filesystem::path> importModel(const ImportRequest& request);

} // namespace palimpsest
