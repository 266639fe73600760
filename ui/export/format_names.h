#pragma once
// What formats are called in the window.

#include <QString>

namespace palimpsest {

struct ExportChoice;

// In the language of the window; a format that is new here keeps the words of the formats' table.
[[nodiscard]] QString nameOfFormat(const ExportChoice& choice);

} // namespace palimpsest
