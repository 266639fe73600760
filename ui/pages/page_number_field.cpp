#include "ui/pages/page_number_field.h"

#include <algorithm>

#include "ui/pages/page_list_model.h"
#include "ui/pages/page_strip.h"
#include "ui/window_actions.h"

namespace palimpsest {

PageNumberField::PageNumberField(const Parts& parts, QWidget* parent) : QSpinBox(parent), m_parts(parts)
{
    setAccessibleName(tr("Page number"));
    setKeyboardTracking(false);
    connect(this, &QSpinBox::valueChanged, this, [this](int number) { goTo(number - 1); });
    WindowActions& actions = m_parts.actions;
    const auto shown = [this] { return m_parts.strip.currentIndex().row(); };
    actions.connectTo(Command::NextPage, this, [this, shown] { goTo(shown() + 1); });
    actions.connectTo(Command::PreviousPage, this, [this, shown] { goTo(shown() - 1); });
    actions.connectTo(Command::FirstPage, this, [this] { goTo(0); });
    actions.connectTo(Command::LastPage, this, [this] { goTo(m_parts.pages.rowCount() - 1); });
    actions.connectTo(Command::GoToPage, this, [this] {
        setFocus(Qt::ShortcutFocusReason);
        selectAll();
    });
}

void PageNumberField::goTo(int row)
{
    const int count = m_parts.pages.rowCount();
    if (count > 0)
        m_parts.strip.showPage(m_parts.pages.pageAt(std::clamp(row, 0, count - 1)));
}

void PageNumberField::refresh()
{
    const QSignalBlocker quiet(this);
    const int count = m_parts.pages.rowCount();
    setEnabled(count > 0);
    setRange(count > 0 ? 1 : 0, count);
    setSuffix(tr(" / %1").arg(count));
    setValue(m_parts.strip.currentIndex().row() + 1);
}

} // namespace palimpsest
