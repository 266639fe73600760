#pragma once
// A part of a page that is to be read by itself: where, for what, and whether a person said so. Plain values and pure
// functions.

#include <QLatin1String>
#include <QRectF>
#include <QString>
#include <vector>

#include "pipelines/page_result.h"

namespace palimpsest {

using RegionId = quint64;

inline constexpr QLatin1String kAutomaticTask("auto");  // whatever fits what stands there
inline constexpr QLatin1String kRegionsTask("regions"); // of a reading: the regions of its page, each by its own task

struct Region {
    RegionId id = 0;
    QRectF box; // points from the top left corner; pixels of a picture that does not say how large it is
    QString task;
    QString prompt;        // labels, a question; empty: the task takes none
    bool proposed = false; // found by the program, and no person has touched it
    QString remark;        // why it was found and not read; empty: nothing to say

    friend bool operator==(const Region&, const Region&) = default;
};

// How many points a pixel has on a page of so many dots an inch; 0: it does not say.
[[nodiscard]] double pointsPerPixel(double dpi);
// What two areas share, of what both cover.
[[nodiscard]] double overlapOf(const QRectF& a, const QRectF& b);

// What was found and read, or not read, on a page of so many dots an inch, as regions that a person may touch. Without
// ids.
[[nodiscard]] std::vector<Region> regionsFound(const PageResult& result, double dpi);

} // namespace palimpsest
