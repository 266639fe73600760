#include "ui/masks/mask_link.h"

#include <array>
#include <utility>

#include "ui/masks/mask_painter.h"
#include "ui/masks/polygon_tool.h"
#include "ui/page_view/page_view.h"
#include "ui/project/project.h"
#include "ui/project/result_items.h"
#include "ui/results/result_panel.h"
#include "ui/status_line.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr double kSizeStep = 1.25;
constexpr std::array kTools{ Command::Brush, Command::Eraser, Command::MaskPolygon };
constexpr std::array kCommands{ Command::Brush, Command::Eraser, Command::MaskPolygon, Command::SmallerBrush,
    Command::LargerBrush };

} // namespace

MaskLink::MaskLink(const Parts& parts, QObject* parent)
    : QObject(parent),
      m_parts(parts),
      m_painter(new MaskPainter(parts.view.canvas(), this)),
      m_polygon(new PolygonTool(parts.view.canvas(), this))
{
    WindowActions& actions = parts.actions;
    // One of them or none.
    for (const Command command : kTools)
        connect(&actions.action(command), &QAction::toggled, this, [this, command](bool on) {
            for (const Command other : kTools)
                if (on && other != command)
                    m_parts.actions.action(other).setChecked(false);
            chooseTool();
        });
    actions.connectTo(Command::SmallerBrush, m_painter, [this] { m_painter->scaleRadius(1 / kSizeStep); });
    actions.connectTo(Command::LargerBrush, m_painter, [this] { m_painter->scaleRadius(kSizeStep); });
    // Keys of one letter are the page's own.
    for (const Command command : kCommands) {
        actions.action(command).setShortcutContext(Qt::WidgetShortcut);
        parts.view.canvas().addAction(&actions.action(command));
    }
    connect(m_painter, &MaskPainter::begun, this, &MaskLink::begin);
    connect(m_painter, &MaskPainter::painted, this, &MaskLink::paint);
    connect(m_painter, &MaskPainter::abandoned, this, &MaskLink::putAway);
    connect(m_polygon, &PolygonTool::begun, this, &MaskLink::begin);
    connect(m_polygon, &PolygonTool::closed, this, &MaskLink::paint);
    connect(m_polygon, &PolygonTool::tooFew, &parts.status, [&status = parts.status](int corners) {
        status.say(tr("A polygon needs three corners; this one has %n. Click, or press Space, to set another.", nullptr,
            corners));
    });
    connect(m_polygon, &PolygonTool::abandoned, this, &MaskLink::putAway);
    connect(&parts.view, &PageView::pageChosen, m_polygon, &PolygonTool::dropCorners);
    connect(&parts.view, &PageView::pageDrawn, this, &MaskLink::refresh);
    connect(&parts.project, &Project::pageChanged, this, &MaskLink::refresh);
    connect(&parts.project, &Project::pagesReset, this, &MaskLink::refresh);
    refresh();
}

void MaskLink::chooseTool()
{
    const bool brush = m_parts.actions.action(Command::Brush).isChecked();
    const bool eraser = m_parts.actions.action(Command::Eraser).isChecked();
    const bool polygon = m_parts.actions.action(Command::MaskPolygon).isChecked();
    // The one that takes over comes last: each changes the pointer.
    if (!polygon)
        m_polygon->setActive(false);
    m_painter->setTool(brush ? std::optional(MaskTool::Brush)
            : eraser         ? std::optional(MaskTool::Eraser)
                             : std::nullopt);
    if (polygon)
        m_polygon->setActive(true);
    if (brush || eraser || polygon)
        m_parts.view.canvas().setFocus(Qt::OtherFocusReason);
}

void MaskLink::putAway()
{
    for (const Command command : kTools)
        m_parts.actions.action(command).setChecked(false);
}

void MaskLink::refresh()
{
    const Reading* const reading = m_parts.project.shownReading(m_parts.view.shownPage());
    bool usable = false;
    for (std::size_t item = 0; reading != nullptr && item < reading->reviews.size(); ++item)
        usable = usable || canHaveMask(reading->result->content, item);
    for (const Command command : kCommands)
        m_parts.actions.action(command).setEnabled(usable);
    if (!usable)
        putAway();
}

// Where no row is chosen, the stroke belongs to what lies under its beginning, else to the first.
void MaskLink::begin(const QPointF& point)
{
    if (m_parts.results.currentItem())
        return;
    const auto& shapes = m_parts.view.canvas().shapes();
    std::size_t item = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i)
        if (shapes[i].box.contains(point))
            item = i;
    m_parts.results.setCurrentItem(item);
}

void MaskLink::paint(const MaskStroke& stroke)
{
    const PageId page = m_parts.view.shownPage();
    const Reading* const reading = m_parts.project.shownReading(page);
    const auto item = m_parts.results.currentItem();
    const QSize shown = m_parts.view.canvas().pageSize();
    if (reading == nullptr || !item || *item >= reading->reviews.size() || shown.isEmpty())
        return;
    const PageResult& result = *reading->result;
    const double scale = static_cast<double>(result.pageWidth) / shown.width();
    MaskStroke own{ stroke.tool, stroke.radius * scale, {}, stroke.form };
    for (const PointF& point : stroke.points)
        own.points.push_back({ point.x * scale, point.y * scale });
    const ResultItem before = itemAt(result.content, *item);
    const PixelMask old = before.mask != nullptr ? *before.mask : PixelMask();
    PixelMask mask = withStroke(old, own, result.pageWidth, result.pageHeight);
    if (mask == old)
        return;
    const QString step = stroke.tool == MaskTool::Brush ? tr("Paint mask of “%1”") : tr("Erase mask of “%1”");
    m_parts.project.setItemMask(page, *item, std::move(mask), step.arg(before.text.left(24)));
    m_parts.results.setCurrentItem(item);
}

} // namespace palimpsest
