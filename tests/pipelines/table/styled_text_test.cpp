// Runs of letters that are printed otherwise: what they are, and what becomes of them when a person changes the text.

#include <QtTest>

#include "pipelines/table/styled_text.h"

using namespace palimpsest;

namespace {

// "x[2] y": runs in brackets.
std::string drawn(std::string_view text, const StyledRuns& runs)
{
    std::string all;
    for (const StyledText& part : styledParts(text, runs))
        all += part.style == TextStyle{} ? std::string(part.text) : "[" + std::string(part.text) + "]";
    return all;
}

// The other way: a text and its runs.
std::pair<std::string, StyledRuns> taken(std::string_view drawing)
{
    std::pair<std::string, StyledRuns> styled;
    for (const char c : drawing) {
        if (c == '[')
            styled.second.push_back({ styled.first.size(), 0, { .bold = true } });
        else if (c == ']')
            styled.second.back().last = styled.first.size();
        else
            styled.first += c;
    }
    return styled;
}

} // namespace

class StyledTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void runsFitTheirText();
    void partsAreAllOfTheText();
    void editsKeepWhatTheyDoNotTouch_data();
    void editsKeepWhatTheyDoNotTouch();
};

void StyledTextTest::runsFitTheirText()
{
    const TextStyle bold{ .bold = true };
    const std::string_view text = "na\xC3\xAFve";
    QVERIFY(fits({}, text) && fits({ { 0, 2, bold }, { 2, 6, { .italic = true } } }, text));
    QVERIFY(!fits({ { 0, 0, bold } }, text));
    QVERIFY(!fits({ { 0, 2, {} } }, text));
    QVERIFY(!fits({ { 0, 3, bold } }, text)); // within a letter
    QVERIFY(!fits({ { 3, 6, bold } }, text));
    QVERIFY(!fits({ { 0, 7, bold } }, text));
    QVERIFY(!fits({ { 2, 4, bold }, { 0, 2, bold } }, text));
    QVERIFY(!fits({ { 0, 2, bold }, { 1, 4, bold } }, text));
}

void StyledTextTest::partsAreAllOfTheText()
{
    for (const char* text : { "", "plain", "[all]", "x[2] and[ y]", "[a]b[c]" }) {
        const auto [plain, runs] = taken(text);
        QCOMPARE(drawn(plain, runs), std::string(text));
    }
    QVERIFY(styledParts("", {}).empty());
}

void StyledTextTest::editsKeepWhatTheyDoNotTouch_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, const char* before, const char* after, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after) << QString::fromUtf8(expected);
    };
    row("nothing changed", "x[2] y", "x2 y", "x[2] y");
    row("in front", "x[2] y", "the x2 y", "the x[2] y");
    row("behind", "x[2] y", "x2 yes", "x[2] yes");
    row("the letter itself", "x[2] y", "x3 y", "x[3] y");
    row("within a run", "[bold] y", "bod y", "[bod] y");
    row("longer within a run", "[bold] y", "bolkind y", "[bolkind] y");
    row("before a run", "x[2]", "xy2", "xy[2]");
    row("after a run", "x[2]", "x2y", "x[2]y");
    row("the end of a run", "[bold]er y", "bouter y", "[bout]er y");
    row("the beginning of a run", "a[bold]", "uld", "u[ld]");
    row("a run goes", "a[b]c", "ac", "ac");
    row("everything goes", "a[b]c", "", "");
    row("all of it anew", "[abc]", "xyz", "[xyz]");
    row("two runs", "[a]b[c]", "axc", "[a]x[c]");
    row("bytes in common are no letters", "[\xC3\xA4]b[\xC3\xB6]",
        "\xC3\xBC"
        "b\xC3\xB6",
        "[\xC3\xBC]b[\xC3\xB6]");
}

void StyledTextTest::editsKeepWhatTheyDoNotTouch()
{
    QFETCH(const QString, before);
    QFETCH(const QString, after);
    QFETCH(const QString, expected);
    const auto [text, runs] = taken(before.toStdString());
    const StyledRuns left = runsAfterEdit(runs, text, after.toStdString());
    QVERIFY(fits(left, after.toStdString()));
    QCOMPARE(QString::fromStdString(drawn(after.toStdString(), left)), expected);
}

QTEST_APPLESS_MAIN(StyledTextTest)
#include "styled_text_test.moc"
