#include "ui/help/about_dialog.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QFile>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTabWidget>
#include <QTreeWidget>
#include <QUrl>
#include <QVBoxLayout>
#include <array>

#include "ui/icon.h"

namespace palimpsest {

namespace {

constexpr int kIconSide = 64;
constexpr double kNameScale = 1.6;
constexpr int kAddressColumn = 3;

struct Part {
    const char* name;
    const char* use;
    const char* licence;
    const char* address;
};

// As Debian's copyright files have them.
constexpr std::array kParts{
    Part{ "Qt 6", QT_TRANSLATE_NOOP("Parts", "the window, pictures"), "LGPL-3.0, GPL-2.0", "https://www.qt.io" },
    Part{ "Poppler", QT_TRANSLATE_NOOP("Parts", "reads PDF"), "GPL-2.0, GPL-3.0", "https://poppler.freedesktop.org" },
    Part{ "QPDF", QT_TRANSLATE_NOOP("Parts", "writes PDF"), "Apache-2.0", "https://qpdf.org" },
    Part{
        "Leptonica", QT_TRANSLATE_NOOP("Parts", "skew and turn of pages"), "BSD-2-Clause", "http://www.leptonica.org" },
    Part{ "Vulkan Loader", QT_TRANSLATE_NOOP("Parts", "graphics cards"), "Apache-2.0",
        "https://github.com/KhronosGroup/Vulkan-Loader" },
    Part{ "oneDNN", QT_TRANSLATE_NOOP("Parts", "arithmetic of the processor"), "Apache-2.0",
        "https://github.com/oneapi-src/oneDNN" },
    Part{ "Highway", QT_TRANSLATE_NOOP("Parts", "arithmetic of the processor"), "Apache-2.0",
        "https://github.com/google/highway" },
    Part{ "SentencePiece", QT_TRANSLATE_NOOP("Parts", "the tokenizer"), "Apache-2.0",
        "https://github.com/google/sentencepiece" },
    Part{ "RDKit", QT_TRANSLATE_NOOP("Parts", "molecules"), "BSD-3-Clause", "https://www.rdkit.org" },
    Part{
        "InChI", QT_TRANSLATE_NOOP("Parts", "names of molecules"), "LGPL-2.1-or-later", "https://www.inchi-trust.org" },
    Part{ "Cairo", QT_TRANSLATE_NOOP("Parts", "drawings of molecules"), "LGPL-2.1, MPL-1.1",
        "https://www.cairographics.org" },
    Part{ "Boost", QT_TRANSLATE_NOOP("Parts", "asked for by RDKit"), "BSL-1.0", "https://www.boost.org" },
    Part{ "libxlsxwriter", QT_TRANSLATE_NOOP("Parts", "tables for Excel"), "BSD-2-Clause",
        "https://libxlsxwriter.github.io" },
    Part{ "pugixml", QT_TRANSLATE_NOOP("Parts", "writes XML"), "MIT", "https://pugixml.org" },
    Part{ "libxml2", QT_TRANSLATE_NOOP("Parts", "reads HTML"), "MIT", "https://gitlab.gnome.org/GNOME/libxml2" },
    Part{ "libzip", QT_TRANSLATE_NOOP("Parts", "project files"), "BSD-3-Clause", "https://libzip.org" },
    Part{ "zlib", QT_TRANSLATE_NOOP("Parts", "compressed files"), "Zlib", "https://zlib.net" },
    Part{ "SQLite", QT_TRANSLATE_NOOP("Parts", "the ledger of a batch"), "blessing", "https://www.sqlite.org" },
    Part{ "utf8proc", QT_TRANSLATE_NOOP("Parts", "Unicode"), "MIT", "https://juliastrings.github.io/utf8proc" },
    Part{ "JSON for Modern C++", QT_TRANSLATE_NOOP("Parts", "JSON"), "MIT", "https://json.nlohmann.me" },
    Part{
        "CLI11", QT_TRANSLATE_NOOP("Parts", "the command line"), "BSD-3-Clause", "https://github.com/CLIUtils/CLI11" },
    Part{ "spdlog, fmt", QT_TRANSLATE_NOOP("Parts", "the log"), "MIT", "https://github.com/gabime/spdlog" },
};

} // namespace

AboutDialog::AboutDialog(QWidget* parent) : QDialog(parent)
{
    setWindowTitle(tr("About Palimpsest"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* const tabs = new QTabWidget(this);
    tabs->setAccessibleName(tr("About Palimpsest"));
    tabs->addTab(makeAbout(), tr("&Program"));
    tabs->addTab(makeParts(), tr("&Made with"));
    tabs->addTab(makeLicence(), tr("&Licence"));
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(tabs, 1);
    column->addWidget(buttons);
    resize(640, 460);
}

QWidget* AboutDialog::makeAbout()
{
    auto* const page = new QWidget(this);
    auto* const icon = new QLabel(page);
    icon->setPixmap(iconNamed("palimpsest").pixmap(kIconSide, kIconSide));
    icon->setAlignment(Qt::AlignTop);
    auto* const name = new QLabel(tr("Palimpsest %1").arg(QStringLiteral(PALIMPSEST_VERSION)), page);
    QFont font = name->font();
    font.setPointSizeF(font.pointSizeF() * kNameScale);
    name->setFont(font);
    auto* const text = new QLabel(
        tr("Gets structure out of scanned pages with PaliGemma 2, on this computer: no page leaves it, and the program "
           "contains no network code.\n\nGNU General Public License, version 3 or later. It comes with no warranty.\n\n"
           "The starter model that comes with it was trained for it from nothing, and has the same licence. Models "
           "that "
           "you fetch have licences of their own: PaliGemma 2 the terms of Gemma."),
        page);
    text->setWordWrap(true);
    text->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* const column = new QVBoxLayout;
    column->addWidget(name);
    column->addWidget(text, 1);
    auto* const row = new QHBoxLayout(page);
    row->addWidget(icon);
    row->addSpacing(12);
    row->addLayout(column, 1);
    auto* const area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("About"));
    area->setWidget(page);
    return area;
}

QWidget* AboutDialog::makeParts()
{
    auto* const list = new QTreeWidget(this);
    list->setAccessibleName(tr("Libraries and their licences"));
    list->setHeaderLabels({ tr("Library"), tr("For"), tr("Licence"), tr("Where") });
    list->setRootIsDecorated(false);
    list->setUniformRowHeights(true);
    list->setToolTip(tr("Enter or a double click opens the address in your browser"));
    for (const Part& part : kParts)
        new QTreeWidgetItem(list,
            { QLatin1String(part.name), QCoreApplication::translate("Parts", part.use), QLatin1String(part.licence),
                QLatin1String(part.address) });
    for (int column = 0; column < list->columnCount(); ++column)
        list->resizeColumnToContents(column);
    connect(list, &QTreeWidget::itemActivated, this,
        [](const QTreeWidgetItem* item) { QDesktopServices::openUrl(QUrl(item->text(kAddressColumn))); });
    return list;
}

QWidget* AboutDialog::makeLicence()
{
    auto* const text = new QPlainTextEdit(this);
    text->setAccessibleName(tr("Licence"));
    text->setReadOnly(true);
    text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    QFile file(QStringLiteral(":/licence/LICENSE"));
    if (file.open(QIODevice::ReadOnly))
        text->setPlainText(QString::fromUtf8(file.readAll()));
    return text;
}

} // namespace palimpsest
