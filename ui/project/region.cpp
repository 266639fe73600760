#include "ui/project/region.h"

#include "pipelines/regions/region_routing.h"
#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr double kPointsPerInch = 72;

// Where the result says no region, round all that was found.
QRectF placeOf(const PageResult& part)
{
    if (part.region)
        return rectOf(part.region->box);
    QRectF all;
    for (std::size_t item = 0; item < itemCount(part.content); ++item)
        all = all.united(itemAt(part.content, item).box);
    return all;
}

// The task that would read it, whether the checkpoint has it or not.
std::string taskFor(const std::string& label)
{
    const Route route = routeOf(label, [](std::string_view) { return true; });
    return route.task.empty() ? "ocr" : std::string(route.task);
}

Region proposal(const QRectF& pixels, double scale, const std::string& task, const std::string& remark)
{
    return { 0, QRectF(pixels.topLeft() * scale, pixels.size() * scale), QString::fromStdString(task), {}, true,
        QString::fromStdString(remark) };
}

} // namespace

double pointsPerPixel(double dpi)
{
    return dpi > 0 ? kPointsPerInch / dpi : 1;
}

double overlapOf(const QRectF& a, const QRectF& b)
{
    const QRectF both = a.intersected(b);
    const double shared = both.width() * both.height();
    const double all = a.width() * a.height() + b.width() * b.height() - shared;
    return all > 0 ? shared / all : 0;
}

std::vector<Region> regionsFound(const PageResult& result, double dpi)
{
    const double scale = pointsPerPixel(dpi);
    std::vector<Region> found;
    for (const PageResult& part : partsOf(result))
        if (const QRectF place = placeOf(part); !place.isEmpty())
            found.push_back(proposal(place, scale, part.provenance.task, part.region ? part.region->remark : ""));
    for (const PageRegion& region : unreadOf(result))
        found.push_back(proposal(rectOf(region.box), scale, taskFor(region.label), region.remark));
    return found;
}

} // namespace palimpsest
