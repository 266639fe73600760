#pragma once
// The regions of a page as they are drawn upon it: what each is read as, whether the model at hand can, how sharply it
// was seen. And what the model was shown. Pure functions.

#include <QSize>
#include <optional>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/page_view/region_item.h"
#include "ui/page_view/seen_item.h"
#include "ui/project/reading.h"
#include "ui/project/region.h"

namespace palimpsest {

// A page as it is drawn, with what was read on it.
struct MarkedPage {
    QSize size;                       // pixels
    double dpi = 0;                   // 0: it does not say how large it is
    const Reading* reading = nullptr; // null: not read

    [[nodiscard]] double toPixels() const;    // of a point
    [[nodiscard]] double resultScale() const; // pixels of the page for one of the result
    // The part that was read in the region; nullopt: not read as it is now.
    [[nodiscard]] std::optional<std::size_t> partOf(const Region& region) const;
};

// Why the model would not read the region as it is; empty: it would. A model without a name reads everything: none is
// known yet.
[[nodiscard]] QString whyUnread(const Region& region, const ModelInfo& model);
[[nodiscard]] bool wantsPrompt(const QString& task, const ModelInfo& model);

[[nodiscard]] RegionMark markOf(
    const Region& region, std::size_t number, const MarkedPage& page, const ModelInfo& model);

// `part`: of the reading alone; nullopt: all of it.
[[nodiscard]] std::vector<SeenTile> seenTilesOf(const MarkedPage& page, std::optional<std::size_t> part);
// A sentence about them; empty: nothing was read.
[[nodiscard]] QString seenCaption(const MarkedPage& page, const std::vector<SeenTile>& tiles);

} // namespace palimpsest
