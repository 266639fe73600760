// MusicXML as it is written, where LilyPond's playing (score_files_test) does not tell.

#include <QRegularExpression>
#include <QtTest>

#include "pipelines/export/score_writers.h"

using namespace palimpsest;

class MusicXmlTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void barlinesClefsAndBeams();
    void withoutMusicTheFileIsWhole();
};

// What is seen and not heard.
void MusicXmlTest::barlinesClefsAndBeams()
{
    ExportInput input{ "palimpsest 1", "2026-01-31T09:30:00Z", {} };
    Scores scores;
    scores.systems.push_back({ .box = {},
        .kern = "**kern\n*clefGv2\n*M2/4\n=!|:\n8cL\n16d\n16eJJ\n(8f;\n8g)\n*clefC3\n=:|!\n*M3/4\n2.a\n==\n*-\n" });
    input.pages = { { "one.png", 1, PageResult{ .content = scores }, "" } };
    QString xml = QString::fromStdString(musicXmlOf(input));
    xml.remove(QRegularExpression(QStringLiteral("\\s*\\n\\s*"))); // one line
    for (const char* piece : { "<sign>G</sign><line>2</line><clef-octave-change>-1</clef-octave-change>",
             "<time><beats>2</beats><beat-type>4</beat-type></time>", "<repeat direction=\"forward\"",
             "<beam number=\"1\">begin</beam>", "<beam number=\"1\">continue</beam>", "<beam number=\"1\">end</beam>",
             "<slur type=\"start\" number=\"1\"", "<slur type=\"stop\" number=\"1\"", "<fermata",
             "<sign>C</sign><line>3</line>", "<bar-style>light-heavy</bar-style><repeat direction=\"backward\"",
             "<beats>3</beats>", "<type>half</type><dot" })
        QVERIFY2(xml.contains(QLatin1String(piece)), qPrintable(QLatin1String(piece) + xml));
    QCOMPARE(xml.count(QStringLiteral("<measure ")), 2);
    QCOMPARE(xml.count(QStringLiteral("<note>")), 6);
}

void MusicXmlTest::withoutMusicTheFileIsWhole()
{
    const ExportInput input{ "palimpsest 1", "2026-01-31T09:30:00Z", { { "one.png", 1, std::nullopt, "broken" } } };
    const QString xml = QString::fromStdString(musicXmlOf(input));
    QVERIFY(xml.contains(QLatin1String("<measure number=\"1\"")) && xml.contains(QLatin1String("</score-partwise>")));
    QVERIFY(midiOf(input).starts_with("MThd"));
    QVERIFY(kernOf(input).empty());
}

QTEST_APPLESS_MAIN(MusicXmlTest)
#include "musicxml_test.moc"
