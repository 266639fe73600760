#pragma once
// Whether a JPEG or a BMP ends before its picture does. Qt's readers of these two take such a file for whole and leave
// the rest of the page grey, or whatever the memory held; the readers of the other formats report it themselves.

#include "pipelines/document/document_file.h"

namespace palimpsest {

bool isCutShort(const DocumentFile& file);

} // namespace palimpsest
