// In which lines of a text the doubtful places are, as somebody who corrects it counts them.

#include <QtTest>

#include "pipelines/music/checked_kern.h"
#include "pipelines/protocol/result_words.h"
#include "pipelines/protocol/score_words.h"

using namespace palimpsest;

class CheckedKernTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void doubtsHaveLines_data();
    void doubtsHaveLines();
    void whatIsPutInOrderStaysSo();
};

void CheckedKernTest::doubtsHaveLines_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<QString>("doubts"); // "measure_length@4-5"
    const auto row = [](const char* name, const char* kern, const char* doubts) {
        QTest::newRow(name) << QString::fromLatin1(kern) << QString::fromLatin1(doubts);
    };
    row("nothing doubtful", "**kern\n*M3/4\n4c\n4d\n4e\n=\n2.f\n==\n*-", "");
    row("too short", "**kern\n*M3/4\n2.c\n=\n4d\n4e\n=\n2.f\n==\n*-", "measure_length@5-6");
    row("too long, behind empty lines and remarks",
        "**kern\n\n*M3/4\n2.c\n=\n! a remark\n4d\n! and one\n1e\n\n=\n2.f\n==\n*-", "measure_length@7-9");
    row("voices apart", "**kern\t**kern\n*M2/4\t*M2/4\n2C\t4c\n.\t8d\n=\t=\n2D\t2d\n==\t==\n*-\t*-",
        "uneven_voices@3-4");
    row("a field too many", "**kern\n4c\t4d\n==\n*-", "spine_count@2-2");
    row("no note", "**kern\n*M1/4\n4c\n=\nhello\n==\n*-", "unknown_token@5-5");
    row("no end", "**kern\n4c\n==", "");
    row("nothing", "", "");
}

void CheckedKernTest::doubtsHaveLines()
{
    QFETCH(const QString, kern);
    QFETCH(const QString, doubts);
    QStringList found;
    for (const DoubtfulLines& doubt : checkKern(kern.toStdString(), Pickup::Allowed).doubts) {
        const std::string_view word = wordOf(doubt.warning.fault);
        found << QStringLiteral("%1@%2-%3")
                     .arg(QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())))
                     .arg(doubt.first)
                     .arg(doubt.last);
    }
    QCOMPARE(found.join(QLatin1Char(' ')), doubts);
}

void CheckedKernTest::whatIsPutInOrderStaysSo()
{
    const CheckedKern first = checkKern("4c\t4d\n2e\n==", Pickup::Allowed);
    QCOMPARE(first.system.spines, std::size_t(2));
    QCOMPARE(first.system.measures, std::size_t(1));
    const CheckedKern second = checkKern(first.system.kern, Pickup::Allowed);
    QCOMPARE(second.system.kern, first.system.kern);
}

QTEST_APPLESS_MAIN(CheckedKernTest)
#include "checked_kern_test.moc"
