#pragma once
// A ZIP archive as named byte strings in memory: the container of project files. libzip is known here alone. Any
// thread.

#include <QByteArray>
#include <map>
#include <string>

#include "engine/base/result.h"

namespace palimpsest {

using ZipMembers = std::map<std::string, QByteArray>;

// Names are plain paths with '/'. The same members give the same bytes.
Result<QByteArray> packZip(const ZipMembers& members);

// BadInput: no archive, a broken one, more than 200 000 members or 2 GiB unpacked, a name that leads out of the
// archive.
Result<ZipMembers> unpackZip(const QByteArray& archive, const std::string& name);

} // namespace palimpsest
