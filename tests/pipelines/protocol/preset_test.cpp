// A preset is the same after it was written and read, names only what is unusual, and is refused in words where it is
// none.

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include "pipelines/protocol/preset.h"

using namespace palimpsest;

class PresetTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everythingComesBack();
    void onlyWhatIsUnusualIsWritten();
    void whatIsNoneIsRefused_data();
    void whatIsNoneIsRefused();
    void theyAreFoundByNameOrFile();
};

void PresetTest::everythingComesBack()
{
    QFile file(
        qEnvironmentVariable("PALIMPSEST_SOURCE_DIR") + QStringLiteral("/tests/fuzz/corpus/preset/everything.json"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto read = parsePreset(file.readAll().toStdString(), "everything");
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QCOMPARE(read.value().request.task, std::string("table"));
    QCOMPARE(read.value().request.regions.size(), std::size_t(2));
    QCOMPARE(read.value().request.blank, BlankPages::Read);
    QCOMPARE(read.value().formats, (std::vector<std::string>{ ".csv", ".xlsx" }));
    QCOMPARE(read.value().fileName, std::string("{name}-{page}"));
    const auto again = parsePreset(presetJson(read.value()), "again");
    QVERIFY2(again.ok(), again.ok() ? "" : again.error().message.c_str());
    QVERIFY(again.value() == read.value());
}

void PresetTest::onlyWhatIsUnusualIsWritten()
{
    Preset preset;
    QCOMPARE(presetJson(preset), std::string("{\n  \"palimpsest_preset\": 1\n}\n"));
    preset.request.task = "score";
    QCOMPARE(presetJson(preset), std::string("{\n  \"palimpsest_preset\": 1,\n  \"task\": \"score\"\n}\n"));
}

void PresetTest::whatIsNoneIsRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, const char* says) {
        QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(says);
    };
    row("", "is no preset");
    row("[1]", "is no preset");
    row(R"({"task": "ocr"})", "is no preset");
    row(R"({"palimpsest_preset": 2})", "of version 2, this program reads version 1");
    row(R"({"palimpsest_preset": "1"})", "palimpsest_preset");
    row(R"({"palimpsest_preset": 1, "tsak": "ocr"})", "'tsak' is no key of a preset");
    row(R"({"palimpsest_preset": 1, "dpi": 5})", "dpi");
    row(R"({"palimpsest_preset": 1, "formats": ["csv"]})", "names the format 'csv'");
    row(R"({"palimpsest_preset": 1, "file_name": "../{name}"})", "has the file name '../{name}'");
}

void PresetTest::whatIsNoneIsRefused()
{
    QFETCH(const QString, text);
    QFETCH(const QString, says);
    const auto read = parsePreset(text.toStdString(), "given.json");
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::BadInput);
    const QString message = QString::fromStdString(read.error().message);
    QVERIFY2(message.startsWith(QLatin1String("'given.json' ")) && message.contains(says), qPrintable(message));
}

void PresetTest::theyAreFoundByNameOrFile()
{
    const QTemporaryDir folder;
    const std::filesystem::path own = folder.path().toStdString();
    QVERIFY(presetNames(own / "nowhere").empty());
    for (const char* const name : { "Prices", "Letters", ".hidden" }) {
        QFile file(folder.filePath(QString::fromLatin1(name)) + QStringLiteral(".json"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(presetJson({ .request = { .task = name, .prompt = {} } }).c_str());
    }
    QCOMPARE(presetNames(own), (std::vector<std::string>{ "Letters", "Prices" }));
    QCOMPARE(presetFrom("Prices", own).value().request.task, std::string("Prices"));
    QCOMPARE(presetFrom((own / "Letters.json").string(), "/nowhere").value().request.task, std::string("Letters"));
    const auto none = presetFrom("Prizes", own);
    QVERIFY(!none.ok());
    QVERIFY2(none.error().message.ends_with("yours are 'Letters', 'Prices'"), none.error().message.c_str());
}

QTEST_GUILESS_MAIN(PresetTest)
#include "preset_test.moc"
