#include "tests/ui/ui_test.h"

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <array>

namespace palimpsest {

OwnFolders::OwnFolders() : m_folder(std::make_unique<QTemporaryDir>())
{
    QApplication::setApplicationName(QStringLiteral("palimpsest"));
    for (const char* const name : { "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME" }) {
        const QString folder = path(QString::fromLatin1(name));
        QDir().mkpath(folder);
        qputenv(name, folder.toUtf8());
    }
}

OwnFolders::~OwnFolders() = default;

QString OwnFolders::path(const QString& name) const
{
    return m_folder->filePath(name);
}

QString sourceFile(const QString& name)
{
    return QDir(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR")).filePath(name);
}

Reading sampleTextReading()
{
    constexpr std::array kFirstWords{ "first", "second", "third" };
    OcrResult text;
    for (std::size_t i = 0; i < kFirstWords.size(); ++i) {
        const double top = 100 + 100 * static_cast<double>(i);
        const double confidence = i == 1 ? 0.4 : 0.99;
        TextLine line{ std::string(kFirstWords[i]) + " line", { 100, top, 600, top + 40 }, confidence, {} };
        line.pieces.push_back({ kFirstWords[i], { 100, top, 300, top + 40 }, confidence, 0 });
        line.pieces.push_back({ "line", { 320, top, 600, top + 40 }, confidence, 0 });
        text.lines.push_back(std::move(line));
    }
    PageResult result{ .content = std::move(text), .pageWidth = 1654, .pageHeight = 2339, .provenance = {} };
    result.provenance.task = "ocr";
    Reading reading;
    reading.task = QStringLiteral("ocr");
    reading.made = QDateTime(QDate(2026, 1, 31), QTime(9, 30), Qt::UTC);
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

} // namespace palimpsest
