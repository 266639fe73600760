#pragma once
// A ZIP archive as named byte strings in memory: the container of project files. Any thread.

#include <QByteArray>
#include <map>
#include <string>

#include "engine/base/result.h"

namespace palimpsest {

using ZipMembers = std::map<std::string, QByteArray>;

// Names are plain paths with '/'. The same members give the same bytes.
Result<QByteArray> packZip(const ZipMembers& members);

// BadInput: what pipelines/archive/zip_reader.h refuses, and more than 2 GiB unpacked.
Result<ZipMembers> unpackZip(const QByteArray& archive, const std::string& name);

} // namespace palimpsest
