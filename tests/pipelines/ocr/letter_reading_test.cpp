// The sample letter read by the starter checkpoint, from the PDF to the text, on the CPU: the first lines, at a
// resolution that keeps the test short.

#include <QtTest>
#include <algorithm>

#include "engine/backend/backend_factory.h"
#include "engine/generate/open_session.h"
#include "pipelines/document/page_source.h"
#include "pipelines/evaluate/text_metrics.h"
#include "pipelines/ocr/ocr_pipeline.h"
#include "tests/support/golden_file.h"
#include "tests/support/tolerance.h"

using namespace palimpsest;

class LetterReadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLetterIsReadAsItIsPrinted();
};

void LetterReadingTest::theLetterIsReadAsItIsPrinted()
{
    const auto letter = PageSource::open(goldenPath("../../resources/samples/letter.pdf"));
    QVERIFY(letter.ok());
    auto page = letter.value()->render(0, 150);
    QVERIFY(page.ok());
    RgbImage top = page.value().image; // eight lines
    top.height = 580;
    top.pixels.resize(top.width * top.height * 3);

    auto backend = createBackend({ .device = "cpu" });
    QVERIFY(backend.ok());
    auto opened = openSession(*backend.value(), { .checkpoint = goldenPath("../../resources/starter") });
    QVERIFY2(opened.ok(), opened.ok() ? "" : opened.error().message.c_str());
    const auto task = opened.value().manifest.require("ocr");
    QVERIFY(task.ok());
    const PipelineInput input{ .page = top,
        .capability = task.value(),
        .text = opened.value().manifest.text,
        .vocabulary = opened.value().vocabulary };
    const auto result = makeOcrPipeline()->run(input, *opened.value().session, {});
    QVERIFY(result.ok());

    std::string found;
    for (const TextLine& line : std::get<OcrResult>(result.value().content).lines) {
        found += line.text + "\n";
        QVERIFY(line.confidence && *line.confidence > 0.5);
        for (const TextPiece& piece : line.pieces) {
            QCOMPARE(piece.characterConfidences.size(), piece.text.size()); // no letter beyond ASCII here
            QVERIFY(*std::min_element(piece.characterConfidences.begin(), piece.characterConfidences.end())
                <= piece.confidence.value() + 1e-6);
        }
    }
    const std::string truth = "Harbour Street Library\n18 Harbour Street\nWestport 40213\n14 March 2025\n"
                              "Mrs. Helen Carter\nNorthfield Paper Mill\n7 Mill Road, Northfield 40877\n"
                              "Subject: Paper for the town history\n";
    const double rate = characterErrorRate(found, truth);
    QVERIFY2(rate < tolerance::kLetterErrorRate, (std::to_string(rate) + ": " + found).c_str());
}

QTEST_GUILESS_MAIN(LetterReadingTest)
#include "letter_reading_test.moc"
