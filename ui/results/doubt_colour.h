#pragma once
// The colour of what is doubtful, in lists, grids and texts; a mark at the edge says the same without colour.

#include <QColor>

#include "ui/page_view/overlay_item.h"

namespace palimpsest {

inline constexpr int kDoubtMarkWidth = 3; // pixels

[[nodiscard]] inline QColor doubtColour()
{
    return QColor::fromRgba(kDoubtColour);
}

// To be laid behind text.
[[nodiscard]] inline QColor doubtShade()
{
    QColor shade = doubtColour();
    shade.setAlpha(46);
    return shade;
}

} // namespace palimpsest
