// Exports: which result of a page goes into which format, what files are called, and that nothing is replaced unasked.

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "tests/ui/ui_test.h"
#include "ui/export/export_work.h"

namespace palimpsest {

namespace {

ExportChoice choiceOf(const char* ending)
{
    const std::vector<ExportChoice> choices = exportChoices();
    return *std::find_if(choices.begin(), choices.end(),
        [ending](const ExportChoice& choice) { return choice.ending == QLatin1String(ending); });
}

Reading caption()
{
    Reading reading = sampleTextReading();
    PageResult result = *reading.result;
    result.content = PlainText{ "a letter", 0.9 };
    reading.task = QStringLiteral("caption");
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

} // namespace

class ExportWorkTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void theShownResultWhereItFits();
    void onePageAFile();
    void namesOfStrangersStayInTheFolder();
    void nothingIsReplacedUnasked();
    void masksAsTheyWerePainted();
    void searchablePdf();

private:
    [[nodiscard]] std::vector<ExportFile> filesOf(const char* ending, const QString& pattern) const
    {
        const ExportChoice choice = choiceOf(ending);
        auto files = makeExport(exportInput(contentOf(*m_project), m_project->pageOrder(), choice), choice, pattern);
        return files.ok() ? std::move(files).value() : std::vector<ExportFile>();
    }

    std::unique_ptr<Project> m_project;
};

void ExportWorkTest::init()
{
    m_project = std::make_unique<Project>();
    m_project->addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    for (const PageId page : m_project->pageOrder())
        m_project->addReading(page, sampleTextReading());
    m_project->addReading(m_project->pageOrder()[0], caption());
}

void ExportWorkTest::theShownResultWhereItFits()
{
    const auto text = filesOf(".txt", QStringLiteral("{name}"));
    QCOMPARE(text.size(), std::size_t(1));
    QCOMPARE(text[0].name, QStringLiteral("letter.txt"));
    QVERIFY2(text[0].bytes.startsWith("a letter"), text[0].bytes.constData());
    const auto hocr = filesOf(".hocr", QStringLiteral("{name}"));
    QCOMPARE(hocr.size(), std::size_t(1));
    QVERIFY2(hocr[0].bytes.contains("first"), "the caption is shown, but hOCR holds text with places");
    QVERIFY(filesOf(".svg", {}).empty());
}

void ExportWorkTest::onePageAFile()
{
    const auto files = filesOf(".alto.xml", QStringLiteral("{name}-p{page}"));
    QCOMPARE(files.size(), std::size_t(2));
    QCOMPARE(files[0].name, QStringLiteral("letter-p1.alto.xml"));
    QCOMPARE(files[1].name, QStringLiteral("letter-p2.alto.xml"));
    const auto same = filesOf(".alto.xml", QStringLiteral("{name}"));
    QCOMPARE(same[1].name, QStringLiteral("letter-2.alto.xml"));
}

void ExportWorkTest::namesOfStrangersStayInTheFolder()
{
    QCOMPARE(filesOf(".txt", QStringLiteral("../up"))[0].name, QStringLiteral("_.._up.txt"));
    QCOMPARE(filesOf(".txt", QString())[0].name, QStringLiteral("letter.txt"));
}

void ExportWorkTest::nothingIsReplacedUnasked()
{
    QTemporaryDir folder;
    const std::vector<ExportFile> files{ { QStringLiteral("a.txt"), "new" }, { QStringLiteral("b.txt"), "new" } };
    QFile before(folder.filePath(QStringLiteral("b.txt")));
    QVERIFY(before.open(QIODevice::WriteOnly));
    before.write("old");
    before.close();
    const auto refused = writeExport(files, folder.path(), Existing::Keep);
    QVERIFY(!refused.ok());
    QVERIFY(refused.error().message.find("b.txt") != std::string::npos);
    QVERIFY2(!QFile::exists(folder.filePath(QStringLiteral("a.txt"))), "half an export was written");
    QVERIFY(writeExport(files, folder.path(), Existing::Replace).ok());
    QVERIFY(before.open(QIODevice::ReadOnly));
    QCOMPARE(before.readAll(), QByteArray("new"));
    QVERIFY(!writeExport(files, folder.filePath(QStringLiteral("nowhere")), Existing::Keep).ok());
}

void ExportWorkTest::masksAsTheyWerePainted()
{
    Reading reading;
    reading.task = QStringLiteral("segment");
    const DetectedObject cat{ "cat", { 2, 3, 5, 5 }, BoxState::Valid, 0.9, 0 };
    const PixelMask mask{ 2, 3, 3, 2, { 1, 1, 1, 0, 1, 0 }, std::vector<std::uint8_t>(64 * 64, 200) };
    reading.result = std::make_shared<const PageResult>(PageResult{
        .content = Segments{ { { cat, std::array<int, 16>{}, mask }, { cat, std::nullopt, std::nullopt } } },
        .pageWidth = 10,
        .pageHeight = 8,
        .provenance = {} });
    const PageId page = m_project->pageOrder()[0];
    m_project->addReading(page, reading);
    const QImage soft = QImage::fromData(filesOf(".soft.png", {})[0].bytes, "PNG");
    QCOMPARE(qGray(soft.pixel(2, 3)), 200);
    QCOMPARE(qGray(soft.pixel(3, 4)), 200);
    QCOMPARE(qGray(soft.pixel(2, 4)), 127); // in doubt, and outside
    m_project->setItemMask(page, 0, PixelMask{ 0, 0, 2, 1, { 1, 1 } }, QStringLiteral("Paint"));
    const auto whiteOf = [](const ExportFile& file) {
        const QImage picture = QImage::fromData(file.bytes, "PNG").convertToFormat(QImage::Format_Grayscale8);
        QStringList white;
        for (int y = 0; y < picture.height(); ++y)
            for (int x = 0; x < picture.width(); ++x)
                if (qGray(picture.pixel(x, y)) == 255)
                    white.append(QStringLiteral("%1 %2").arg(x).arg(y));
        return white;
    };
    const auto each = filesOf(".mask.png", QStringLiteral("{name}"));
    QCOMPARE(each.size(), std::size_t(1)); // the other object has none
    QCOMPARE(each[0].name, QStringLiteral("letter.mask.png"));
    QCOMPARE(whiteOf(each[0]), (QStringList{ QStringLiteral("0 0"), QStringLiteral("1 0") }));
    QCOMPARE(filesOf(".soft.png", {})[0].bytes, each[0].bytes); // a person says inside or outside
    const auto all = filesOf(".masks.png", QStringLiteral("{name}"));
    QCOMPARE(all.size(), std::size_t(1));
    QCOMPARE(QImage::fromData(all[0].bytes, "PNG").pixelIndex(1, 0), 1);
    const auto coco = filesOf(".coco.json", QStringLiteral("{name}"));
    QVERIFY2(coco[0].bytes.contains("\"area\": 2") || coco[0].bytes.contains("\"area\":2"), coco[0].bytes.constData());
}

void ExportWorkTest::searchablePdf()
{
    const auto files = filesOf(".pdf", QStringLiteral("{name}-read"));
    QCOMPARE(files.size(), std::size_t(1));
    QCOMPARE(files[0].name, QStringLiteral("letter-read.pdf"));
    QVERIFY(files[0].bytes.startsWith("%PDF-"));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ExportWorkTest)
#include "export_work_test.moc"
