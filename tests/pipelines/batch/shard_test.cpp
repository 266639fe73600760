// Which shard this is, from words and from the surroundings, and that every id is in exactly one.

#include <QtTest>
#include <map>

#include "pipelines/batch/shard.h"

using namespace palimpsest;

class ShardTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fromWordsAndSurroundings_data();
    void fromWordsAndSurroundings();
    void everyIdIsInOneShardForGood();
};

using Surroundings = QMap<QString, QString>;

void ShardTest::fromWordsAndSurroundings_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<Surroundings>("surroundings");
    QTest::addColumn<QString>("expected"); // the suffix of its files; "refused"
    const auto slurm = [](int id, int count, int first, int last) {
        return Surroundings{ { QStringLiteral("SLURM_ARRAY_TASK_ID"), QString::number(id) },
            { QStringLiteral("SLURM_ARRAY_TASK_COUNT"), QString::number(count) },
            { QStringLiteral("SLURM_ARRAY_TASK_MIN"), QString::number(first) },
            { QStringLiteral("SLURM_ARRAY_TASK_MAX"), QString::number(last) } };
    };
    const Surroundings job{ { QStringLiteral("JOB_COMPLETION_INDEX"), QStringLiteral("0") } };
    const auto row = [](const char* name, const char* text, const Surroundings& surroundings, const char* expected) {
        QTest::newRow(name) << QString::fromLatin1(text) << surroundings << QString::fromLatin1(expected);
    };
    row("nothing said", "", {}, "");
    row("a number of a count", "3/64", {}, "-00003-of-00064");
    row("words before surroundings", "3/64", slurm(5, 8, 1, 8), "-00003-of-00064");
    row("an array from 1", "", slurm(8, 8, 1, 8), "-00008-of-00008");
    row("an array from 0", "", slurm(0, 8, 0, 7), "-00001-of-00008");
    row("a part of an array sent again", "", slurm(3, 2, 3, 7), "refused");
    row("an array with a gap", "", slurm(1, 2, 1, 7), "refused");
    row("a part of an array with the count said", "auto/64", slurm(3, 2, 3, 7), "-00003-of-00064");
    row("Kubernetes counts from 0", "auto/4", job, "-00001-of-00004");
    row("Kubernetes does not tell the count", "", job, "refused");
    row("nobody tells the number", "auto/4", {}, "refused");
    row("beyond the last", "5/4", {}, "refused");
    row("counted from 0", "0/4", {}, "refused");
    row("no count", "3", {}, "refused");
    row("no number", "/4", {}, "refused");
    row("a negative number", "-1/4", {}, "refused");
    row("something behind it", "1/4x", {}, "refused");
}

void ShardTest::fromWordsAndSurroundings()
{
    QFETCH(const QString, text);
    QFETCH(const Surroundings, surroundings);
    QFETCH(const QString, expected);
    std::map<std::string, std::string> environment;
    for (auto entry = surroundings.cbegin(); entry != surroundings.cend(); ++entry)
        environment[entry.key().toStdString()] = entry.value().toStdString();
    const auto shard = parseShard(text.toStdString(), [&environment](const char* name) -> const char* {
        const auto found = environment.find(name);
        return found == environment.end() ? nullptr : found->second.c_str();
    });
    QCOMPARE(shard.ok() ? QString::fromStdString(shard.value().suffix()) : QStringLiteral("refused"), expected);
}

void ShardTest::everyIdIsInOneShardForGood()
{
    std::array<int, 3> sizes{};
    for (int i = 0; i < 3000; ++i) {
        const std::string id = "page " + std::to_string(i);
        int homes = 0;
        for (std::size_t number = 1; number <= sizes.size(); ++number) {
            const bool held = Shard{ number, sizes.size() }.holds(id);
            homes += held ? 1 : 0;
            sizes.at(number - 1) += held ? 1 : 0;
        }
        QCOMPARE(homes, 1);
    }
    for (const int size : sizes)
        QVERIFY2(size > 900 && size < 1100, qPrintable(QString::number(size)));
    // SHA-256("abc") begins with ba7816bf8f01cfea, which leaves 2 when divided by 4.
    QVERIFY((Shard{ 3, 4 }.holds("abc")));
}

QTEST_APPLESS_MAIN(ShardTest)
#include "shard_test.moc"
