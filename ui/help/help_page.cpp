#include "ui/help/help_page.h"

#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFile>
#include <QTextBrowser>
#include <QUrl>
#include <QVBoxLayout>

namespace palimpsest {

namespace {

QString textOfHelp()
{
    //: The file of the help page in this language: resources/help/en.md
    QFile file(QStringLiteral(":/help/%1").arg(HelpPage::tr("en.md")));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

// What Markdown would take for its own.
QString escaped(QString words)
{
    for (const char sign : { '\\', '|', '[', ']', '*', '_', '`' })
        words.replace(QLatin1Char(sign), QLatin1Char('\\') + QString(QLatin1Char(sign)));
    return words;
}

} // namespace

QString keysAsMarkdown(const KeyTable& keys)
{
    QString table = QStringLiteral("| %1 | %2 |\n|---|---|\n").arg(HelpPage::tr("Command"), HelpPage::tr("Keys"));
    for (const CommandKeys& row : keys.rows())
        if (!row.keys.isEmpty())
            table += QStringLiteral("| %1 | %2 |\n")
                         .arg(escaped(row.title), escaped(row.keys.toString(QKeySequence::NativeText)));
    return table;
}

HelpPage::HelpPage(const KeyTable& keys, QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("Help"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* const text = new QTextBrowser(this);
    text->setAccessibleName(tr("Help"));
    text->setOpenLinks(false);
    text->document()->setDocumentMargin(16);
    text->setMarkdown(textOfHelp().replace(QStringLiteral("{keys}"), keysAsMarkdown(keys)));
    connect(text, &QTextBrowser::anchorClicked, this, [text](const QUrl& address) {
        if (address.scheme().isEmpty())
            text->scrollToAnchor(address.fragment());
        else
            QDesktopServices::openUrl(address);
    });
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(text, 1);
    column->addWidget(buttons);
    resize(700, 720);
}

} // namespace palimpsest
