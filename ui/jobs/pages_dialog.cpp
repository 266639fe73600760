#include "ui/jobs/pages_dialog.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/page_range_field.h"

namespace palimpsest {

namespace {

constexpr int kWidth = 52; // letters

} // namespace

PagesDialog::PagesDialog(const QString& document, std::size_t pageCount, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Run Pages"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* const field = new PageRangeField(pageCount, this);
    auto* const label = new QLabel(tr("&Pages of %1, 1 to %2:").arg(document).arg(pageCount), this);
    label->setBuddy(field);
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* const run = buttons->addButton(tr("&Run"), QDialogButtonBox::AcceptRole);
    run->setEnabled(false);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(label);
    column->addWidget(field);
    column->addStretch(1);
    setMinimumWidth(kWidth * fontMetrics().averageCharWidth());
    column->addWidget(buttons);
    connect(field, &PageRangeField::changed, this, [this, field, run] {
        run->setEnabled(field->indices().has_value());
        adjustSize(); // to what is said below the field
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this, field] {
        Q_EMIT chosen(*field->indices());
        accept();
    });
    field->setFocus();
}

} // namespace palimpsest
