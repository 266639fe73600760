#include "ui/pages/page_range_field.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "pipelines/runner/page_ranges.h"

namespace palimpsest {

PageRangeField::PageRangeField(std::size_t pageCount, QWidget* parent)
    : QWidget(parent),
      m_pageCount(pageCount),
      m_text(new QLineEdit(this)),
      m_complaint(new QLabel(this))
{
    m_text->setAccessibleName(tr("Pages, such as 1-4,9"));
    m_text->setPlaceholderText(tr("1-4,9"));
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_text);
    column->addWidget(m_complaint);
    setFocusProxy(m_text);
    connect(m_text, &QLineEdit::textChanged, this, &PageRangeField::read);
}

void PageRangeField::setText(const QString& text)
{
    m_text->setText(text);
}

QString PageRangeField::complaint() const
{
    return m_complaint->isHidden() ? QString() : m_complaint->text();
}

// Both of the ways to be wrong end in the same advice.
void PageRangeField::read(const QString& text)
{
    const auto indices = [&]() -> Result<std::vector<std::size_t>> {
        PAL_TRY_ASSIGN(const PageRanges ranges, PageRanges::parse(text.trimmed().toStdString()));
        return ranges.indices(m_pageCount);
    }();
    m_indices = indices.ok() ? std::optional(indices.value()) : std::nullopt;
    const bool wrong = !indices.ok() && !text.trimmed().isEmpty();
    m_complaint->setText(tr("“%1” names no pages. This document has %n page(s), counted from 1; write them like 1-4,9.",
        nullptr, static_cast<int>(m_pageCount))
                             .arg(text.trimmed()));
    m_complaint->setVisible(wrong);
    m_text->setAccessibleDescription(wrong ? m_complaint->text() : QString());
    Q_EMIT changed();
}

} // namespace palimpsest
