// Printed music is read by its signs: music engraved by LilyPond comes out as the **kern it was engraved from, and what
// is no music gives no notes.

#include <QtTest>
#include <random>

#include "pipelines/document/page_source.h"
#include "pipelines/score/sign_pipeline.h"
#include "tests/support/drawn_page.h"
#include "tests/support/golden_file.h"
#include "tests/support/scripted_model.h"

using namespace palimpsest;

namespace {

RgbImage pictureIn(const std::filesystem::path& path)
{
    const auto source = PageSource::open(path);
    if (!source.ok())
        qFatal("%s", source.error().message.c_str());
    auto page = source.value()->render(0);
    if (!page.ok())
        qFatal("%s", page.error().message.c_str());
    return std::move(page).value().image;
}

PageResult mustRun(const RgbImage& page)
{
    ScriptedModel model; // any question to it fails
    const TaskCapability capability{ .id = "score", .prompt = {}, .grammar = AnswerGrammar::ScoreSigns };
    Result<PageResult> result = makeSignPipeline()->run({ .page = page, .capability = capability }, model, {});
    if (!result.ok())
        qFatal("%s", result.error().message.c_str());
    return std::move(result).value();
}

const std::vector<ScoreSystem>& systemsOf(const PageResult& result)
{
    return std::get<Scores>(result.content).systems;
}

void addNoise(RgbImage& page, double deviation)
{
    std::mt19937 random(5);
    std::normal_distribution<double> noise(0, deviation);
    for (std::size_t i = 0; i < page.pixels.size(); i += 3) {
        const double off = noise(random);
        for (std::size_t channel = 0; channel < 3; ++channel)
            page.pixels[i + channel]
                = static_cast<std::uint8_t>(std::clamp(page.pixels[i + channel] * 0.8 + 30 + off, 0.0, 255.0));
    }
}

// Two pictures, one below the other.
RgbImage stacked(const RgbImage& upper, const RgbImage& lower)
{
    RgbImage both{ std::max(upper.width, lower.width), upper.height + lower.height, {} };
    both.pixels.assign(both.width * both.height * 3, 255);
    for (const auto& [part, top] : { std::pair(&upper, std::size_t{ 0 }), std::pair(&lower, upper.height) })
        for (std::size_t y = 0; y < part->height; ++y)
            std::copy_n(part->pixels.begin() + static_cast<std::ptrdiff_t>(y * part->width * 3), part->width * 3,
                both.pixels.begin() + static_cast<std::ptrdiff_t>((top + y) * both.width * 3));
    return both;
}

} // namespace

class SignPipelineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void engravedMusicComesBack_data();
    void engravedMusicComesBack();
    void systemsAreReadFromTopToBottom();
    void aMeasureThatLacksANoteIsNamed();
    void whatIsNoMusicGivesNoNotes_data();
    void whatIsNoMusicGivesNoNotes();
};

void SignPipelineTest::engravedMusicComesBack_data()
{
    QTest::addColumn<QString>("piece");
    QTest::addColumn<double>("noise");
    for (const char* piece : { "melody", "beams", "chords", "grand" })
        QTest::newRow(piece) << QString::fromLatin1(piece) << 0.0;
    for (const char* piece : { "melody", "beams", "grand" })
        QTest::addRow("%s on noisy paper", piece) << QString::fromLatin1(piece) << 8.0;
}

void SignPipelineTest::engravedMusicComesBack()
{
    QFETCH(const QString, piece);
    QFETCH(const double, noise);
    const std::string name = "scores/" + piece.toStdString();
    RgbImage page = pictureIn(goldenPath(name + ".png"));
    if (noise > 0)
        addNoise(page, noise);
    const PageResult result = mustRun(page);
    QCOMPARE(systemsOf(result).size(), std::size_t{ 1 });
    const ScoreSystem& system = systemsOf(result)[0];
    QCOMPARE(QString::fromStdString(system.kern), QString::fromStdString(readGoldenFile(name + ".krn")));
    QVERIFY(system.warnings.empty() && !system.confidence);
    QVERIFY(result.provenance.source == ResultSource::Shapes && !result.partial);
    QCOMPARE(result.provenance.answers[system.answer].region, system.box);
    QVERIFY(result.provenance.answers[system.answer].tokenIds.empty());
}

void SignPipelineTest::systemsAreReadFromTopToBottom()
{
    const RgbImage page
        = stacked(pictureIn(goldenPath("scores/melody.png")), pictureIn(goldenPath("scores/beams.png")));
    const PageResult result = mustRun(page);
    QCOMPARE(systemsOf(result).size(), std::size_t{ 2 });
    QCOMPARE(systemsOf(result)[0].kern, readGoldenFile("scores/melody.krn"));
    QCOMPARE(systemsOf(result)[1].kern, readGoldenFile("scores/beams.krn"));
    QVERIFY(systemsOf(result)[0].box.bottom <= systemsOf(result)[1].box.top + 40);
    QCOMPARE(systemsOf(result)[1].answer, std::size_t{ 1 });
}

void SignPipelineTest::aMeasureThatLacksANoteIsNamed()
{
    RgbImage page = pictureIn(goldenPath("scores/melody.png"));
    // The quarter note at the end of the second measure, from its head to the end of its stem.
    for (std::size_t y = 0; y < page.height; ++y)
        for (std::size_t x = 244; x < 264; ++x)
            for (std::size_t channel = 0; channel < 3; ++channel)
                page.pixels[(y * page.width + x) * 3 + channel] = 255;
    const PageResult result = mustRun(page);
    QCOMPARE(systemsOf(result).size(), std::size_t{ 1 });
    const ScoreWarning lacking{ ScoreFault::MeasureLength, 2, std::nullopt };
    const std::vector<ScoreWarning>& warnings = systemsOf(result)[0].warnings;
    QVERIFY2(std::find(warnings.begin(), warnings.end(), lacking) != warnings.end(), systemsOf(result)[0].kern.c_str());
}

void SignPipelineTest::whatIsNoMusicGivesNoNotes_data()
{
    QTest::addColumn<QString>("what");
    for (const char* what : { "nothing", "text", "noise", "a ruled table", "staves without notes", "a photograph" })
        QTest::newRow(what) << QString::fromLatin1(what);
}

void SignPipelineTest::whatIsNoMusicGivesNoNotes()
{
    QFETCH(const QString, what);
    DrawnPage page(1000, 700);
    if (what == QLatin1String("text"))
        for (int line = 0; line < 18; ++line)
            page.line(60, 60 + line * 34, 22, { 5, 3, 8, 2, 6, 7, 4, 9, 3, 5 });
    if (what == QLatin1String("noise"))
        page.addNoise(90, 3);
    if (what == QLatin1String("a ruled table")) {
        for (int row = 0; row < 6; ++row)
            page.fill({ 100, 200 + row * 30, 900, 202 + row * 30 }, { 0 });
        for (int column = 0; column < 5; ++column) {
            page.fill({ 100 + column * 200, 200, 102 + column * 200, 352 }, { 0 });
            for (int row = 0; row < 5 && column < 4; ++row)
                page.line(115 + column * 200, 206 + row * 30, 18, { 6, 3 });
        }
    }
    if (what == QLatin1String("staves without notes"))
        for (int line = 0; line < 5; ++line)
            page.fill({ 100, 300 + line * 12, 900, 302 + line * 12 }, { 0 });
    const RgbImage picture = what == QLatin1String("a photograph")
        ? pictureIn(goldenPath("../../resources/samples/picture.jpg"))
        : page.image();
    const PageResult result = mustRun(picture);
    QVERIFY2(systemsOf(result).empty(), systemsOf(result).empty() ? "" : systemsOf(result)[0].kern.c_str());
    QCOMPARE(result.provenance.source, ResultSource::Shapes);
}

QTEST_GUILESS_MAIN(SignPipelineTest)
#include "sign_pipeline_test.moc"
