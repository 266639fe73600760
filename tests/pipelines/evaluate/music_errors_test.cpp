// A score of eight lines with three faults, counted in every way; and micro averages.

#include <QtTest>

#include "pipelines/evaluate/music_errors.h"

using namespace palimpsest;

class MusicErrorsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void workedScore_data();
    void workedScore();
};

namespace {

using Count = ErrorCount (*)(std::string_view, std::string_view);

const std::string kTruth = "**kern\t**kern\n*clefF4\t*clefG2\n*M4/4\t*M4/4\n4C 4E\t4g\n4D\t4a\n=\t=\n2C\t2cc\n*-\t*-";
const std::string kFound = "**kern\t**kern\n*clefF4\t*clefG2\n*M4/4\t*M4/4\n4C 4E\t4g#\n4D\t8a\n2C\t2cc\n*-\t*-";
const std::string kSecond = "4c\t4e\n4d\t4f";

template <KernCharacters Counted> ErrorCount characters(std::string_view found, std::string_view truth)
{
    return kernCharacterErrors(found, truth, Counted);
}

} // namespace

Q_DECLARE_METATYPE(Count)

void MusicErrorsTest::workedScore_data()
{
    QTest::addColumn<Count>("count");
    QTest::addColumn<int>("edits");
    QTest::addColumn<int>("length");
    QTest::addColumn<int>("lengthWithSecond"); // 0: no figure to compare with
    QTest::newRow("all characters") << Count{ characters<KernCharacters::All> } << 6 << 73 << 84;
    QTest::newRow("characters of notes") << Count{ characters<KernCharacters::OfNotes> } << 6 << 72 << 0;
    QTest::newRow("characters of structure") << Count{ characters<KernCharacters::OfStructure> } << 10 << 62 << 0;
    QTest::newRow("symbols") << Count{ kernSymbolErrors } << 6 << 32 << 39;
    QTest::newRow("lines") << Count{ kernLineErrors } << 3 << 8 << 10;
}

void MusicErrorsTest::workedScore()
{
    QFETCH(const Count, count);
    QFETCH(const int, edits);
    QFETCH(const int, length);
    QFETCH(const int, lengthWithSecond);
    ErrorCount errors = count(kFound, kTruth);
    QCOMPARE(static_cast<int>(errors.edits), edits);
    QCOMPARE(static_cast<int>(errors.length), length);
    QCOMPARE(errors.rate(), static_cast<double>(edits) / length);
    if (lengthWithSecond > 0) {
        errors += count(kSecond, kSecond);
        QCOMPARE(errors.rate(), static_cast<double>(edits) / lengthWithSecond);
    }
    QCOMPARE(count(kTruth, kTruth).edits, std::size_t{ 0 });
}

QTEST_APPLESS_MAIN(MusicErrorsTest)
#include "music_errors_test.moc"
