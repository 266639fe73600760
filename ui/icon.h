#pragma once
// The program's own icons, drawn as SVG under resources/icons. GUI thread.

#include <QIcon>

namespace palimpsest {

// What is "currentColor" in the drawing has the colour of the text around it, in light and dark, greyed where disabled.
QIcon iconNamed(const char* name);

} // namespace palimpsest
