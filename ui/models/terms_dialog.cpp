#include "ui/models/terms_dialog.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>
#include <utility>

#include "ui/models/model_terms.h"

namespace palimpsest {

TermsDialog::TermsDialog(QString model, QWidget* parent)
    : QDialog(parent),
      m_model(std::move(model)),
      m_text(new QLabel(this))
{
    setWindowTitle(tr("Terms of Gemma"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setAccessibleName(tr("What the terms ask for"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::RichText);
    m_text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    m_text->setMinimumWidth(36 * fontMetrics().averageCharWidth());
    connect(m_text, &QLabel::linkActivated, this, [](const QString& address) { QDesktopServices::openUrl(address); });
    auto* const buttons = new QDialogButtonBox(this);
    auto* const accept = buttons->addButton(tr("I &Acknowledge the Terms"), QDialogButtonBox::AcceptRole);
    auto* const decline = buttons->addButton(tr("&Use Another Model"), QDialogButtonBox::RejectRole);
    accept->setAutoDefault(false); // Enter alone acknowledges nothing
    decline->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_text, 1);
    column->addWidget(buttons);
    fill();
    resize(560, sizeHint().height());
}

// A label keeps the colour of links of the palette that it was filled under.
void TermsDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        fill();
}

void TermsDialog::fill()
{
    const QString link = QStringLiteral("<a href=\"%1\" style=\"color: %2\">%1</a>")
                             .arg(gemmaTermsAddress(), palette().color(QPalette::Link).name());
    const QStringList points{
        tr("Some uses are forbidden, among them to deceive or harm people or to break the law. The "
           "list is part of the terms."),
        tr("Whoever hands on the model, or one made from it, hands on the terms as well and says what was changed."),
        tr("What the model answers is yours. Google claims no right to it, and you answer for what you do with it."),
        tr("Nothing is warranted, and the right to use the model ends where the terms are broken.")
    };
    const QString intro
        = tr("%1 is a model by Google, or was made from one. Not the licence of this program holds for it "
             "but the terms of Gemma. In short:")
              .arg(m_model.toHtmlEscaped());
    const QString where
        = tr("The terms themselves hold, and not this summary. They stand at %1 and open in your browser; "
             "this program connects to nothing.")
              .arg(link);
    const QString kept = tr("When you acknowledged them is kept on this computer, and you are not asked again for this "
                            "model.");
    const auto paragraph = [](const QString& text) { return QStringLiteral("<p>") + text + QStringLiteral("</p>"); };
    m_text->setText(paragraph(intro) + QStringLiteral("<ul><li>") + points.join(QStringLiteral("</li><li>"))
        + QStringLiteral("</li></ul>") + paragraph(where) + paragraph(kept));
}

} // namespace palimpsest
