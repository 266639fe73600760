#pragma once
// A PDF whose pages look as they did and whose text can be searched, selected and copied. Pages of a PDF are left as
// they are and get the text upon them; around a page of an image file a PDF page is made. Any thread.

#include <string>
#include <vector>

#include "engine/base/result.h"
#include "pipelines/export/export_input.h"

namespace palimpsest {

enum class SignedDocuments {
    Refuse,
    Change, // the signature no longer holds afterwards
};

struct SearchablePdf {
    std::string bytes;
    std::vector<std::string> remarks; // sentences about pages that are not as one would expect
};

// One PDF keeps all its pages, also those that were not read, and everything else in it; of several documents the pages
// that were read follow each other. The documents are opened by their names. A page that has at least half as much text
// of its own as was read is left as it is: people would find every word twice.
//
// FileAccess, BadInput: a document that cannot be read, or lacks a page that was read from it. Encrypted: a document
// with a password or with restrictions. BadInput, too: a signed document, unless it may be changed.
Result<SearchablePdf> searchablePdf(const ExportInput& input, SignedDocuments signedDocuments);

// Whether a document will be refused as encrypted, signed or broken, to be asked before long work.
Result<void> checkSearchable(const std::string& document, SignedDocuments signedDocuments);

} // namespace palimpsest
