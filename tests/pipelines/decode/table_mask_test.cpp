// Which tokens may follow in a table, for a vocabulary that spells tags in pieces of its own and for one that has whole
// tags; and that whatever is written under the mask is a table.

#include <QtTest>
#include <algorithm>
#include <random>

#include "pipelines/decode/table_grammar.h"
#include "pipelines/decode/table_markup.h"
#include "pipelines/decode/table_mask.h"
#include "tests/support/sample_vocabulary.h"

using namespace palimpsest;

namespace {

const char* const kSpans
    = "<table><thead><tr><td colspan=\"2\" rowspan=\"12\">A & B</td></tr></thead><tbody><tr><th>x</th>"
      "<td></td></tr></tbody></table>";

// One token at a time, the longest that the text goes on with.
std::vector<std::int32_t> longestPieces(const std::string& text, const Vocabulary& vocabulary)
{
    std::vector<std::int32_t> ids;
    for (std::size_t at = 0; at < text.size();) {
        std::int32_t best = -1;
        std::size_t bytes = 0;
        for (std::size_t i = 0; i < vocabulary.size(); ++i) {
            const auto id = static_cast<std::int32_t>(i);
            const AnswerPiece piece = answerPiece(id, vocabulary);
            const std::string spelled = piece.kind == AnswerPiece::Kind::Location
                ? std::string(vocabulary.pieceText(id))
                : piece.kind == AnswerPiece::Kind::Text ? piece.text
                                                        : std::string();
            if (spelled.size() > bytes && text.compare(at, spelled.size(), spelled) == 0) {
                best = id;
                bytes = spelled.size();
            }
        }
        if (best < 0)
            qFatal("no piece for '%s'", text.c_str() + at);
        ids.push_back(best);
        at += bytes;
    }
    return ids;
}

std::shared_ptr<const Vocabulary> starterVocabulary()
{
    ModelConfig config; // as config.json has it
    config.imageTokenId = 1447;
    config.text.vocabularySize = 1447;
    auto vocabulary
        = Vocabulary::open(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR").toStdString() + "/resources/starter", config);
    if (!vocabulary.ok())
        qFatal("%s", vocabulary.error().message.c_str());
    return std::move(vocabulary).value();
}

} // namespace

class TableMaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theGrammarTakesTables_data();
    void theGrammarTakesTables();
    void everyTokenOfATableIsAllowed_data();
    void everyTokenOfATableIsAllowed();
    void nothingElseIsAllowed();
    void wholeTagsAreSingleTokens();
    void randomAnswersUnderTheMaskAreTables_data();
    void randomAnswersUnderTheMaskAreTables();
    void beyondTheGrammarEverythingIsAllowed();
};

void TableMaskTest::theGrammarTakesTables_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("taken"); // bytes; -1: all, and the table is complete
    const auto row = [](const char* name, const char* text, int taken = -1) {
        QTest::newRow(name) << QString::fromUtf8(text) << taken;
    };
    row("spans and headers", kSpans);
    row("rows without a body", "<table><tr><td>a</td></tr></table>");
    row("a head and rows without a body", "<table><thead><tr></tr></thead><tr></tr></table>");
    row("two bodies", "<table><tbody><tr></tr></tbody><tbody><tr></tr></tbody></table>");
    row("inner tags", "<table><tr><td><b>a<sup>2</sup></b><br>&lt;</td></tr></table>");
    row("no table", "<table></table>");
    row("white space between tags", "<table> ", 7);
    row("prose", "The", 0);
    row("a cell without a row", "<table><td", 9);
    row("a head without a row", "<table><thead></", 15);
    row("an unclosed cell", "<table><tr><td>a</tr", 19);
    row("the wrong end of a cell", "<table><tr><td>a</th", 19);
    row("inner tags that cross", "<table><tr><td><b><i>a</b", 24);
    row("an inner tag that is open at the end", "<table><tr><td><b>a</td", 21);
    row("a line feed in a cell", "<table><tr><td>a\n", 16);
    row("another attribute", "<table><tr><td style", 15);
    row("an attribute twice", "<table><tr><td colspan=\"2\" colspan", 29);
    row("a span of nothing", "<table><tr><td colspan=\"0", 24);
    row("a span without a number", "<table><tr><td colspan=\"\"", 24);
    row("a span of four digits", "<table><tr><td colspan=\"1000", 27);
    row("a box of text", "<table><tr><td coords=\"1", 23);
    row("something behind the table", "<table></table> ", 15);
}

void TableMaskTest::theGrammarTakesTables()
{
    QFETCH(const QString, text);
    QFETCH(const int, taken);
    const std::string bytes = text.toStdString();
    TableGrammar grammar;
    int count = 0;
    while (count < static_cast<int>(bytes.size()) && grammar.take(bytes.substr(static_cast<std::size_t>(count), 1)))
        ++count;
    QCOMPARE(count, taken < 0 ? static_cast<int>(bytes.size()) : taken);
    QCOMPARE(grammar.isComplete(), taken < 0);
    TableGrammar whole;
    QCOMPARE(whole.take(bytes), taken < 0);
}

void TableMaskTest::everyTokenOfATableIsAllowed_data()
{
    QTest::addColumn<bool>("starter");
    QTest::newRow("tags in pieces of text") << false;
    QTest::newRow("whole tags") << true;
}

void TableMaskTest::everyTokenOfATableIsAllowed()
{
    QFETCH(const bool, starter);
    const auto vocabulary = starter ? starterVocabulary() : sampleVocabulary();
    const LogitsMask mask = tableMask(vocabulary.get());
    for (const std::string& text : { std::string(kSpans),
             std::string("<table><tr><td coords=\"<loc0001><loc0100><loc0200><loc1023>\">x</td></tr></table>") }) {
        const std::vector<std::int32_t> ids = longestPieces(text, *vocabulary);
        std::vector<std::int32_t> generated;
        for (const std::int32_t id : ids) {
            const auto allowed = mask(generated);
            QVERIFY(allowed && std::is_sorted(allowed->begin(), allowed->end()));
            QVERIFY2(std::binary_search(allowed->begin(), allowed->end(), id),
                vocabulary->decode(generated).append(" ... ").append(vocabulary->pieceText(id)).c_str());
            QVERIFY(!std::binary_search(allowed->begin(), allowed->end(), vocabulary->eosId()));
            generated.push_back(id);
        }
        QCOMPARE(mask(generated).value(), std::vector{ vocabulary->eosId() });
    }
}

void TableMaskTest::nothingElseIsAllowed()
{
    const auto vocabulary = sampleVocabulary();
    const LogitsMask mask = tableMask(vocabulary.get());
    const auto allowedBehind = [&](const char* text) {
        const auto allowed = mask(longestPieces(text, *vocabulary));
        return allowed ? *allowed : std::vector<std::int32_t>();
    };
    // In a box four location tokens and nothing else, outside none.
    QCOMPARE(allowedBehind("<table><tr><td coords=\"").size(), std::size_t{ Vocabulary::kLocationBins });
    QCOMPARE(allowedBehind("<table><tr><td coords=\"<loc0001><loc0001><loc0001>").size(),
        std::size_t{ Vocabulary::kLocationBins });
    const auto isText = [&](std::int32_t id) { return !vocabulary->locationBin(id) && !vocabulary->segmentCode(id); };
    for (const char* text : { "", "<table><tr><td>", "<table><tr><td>a",
             "<table><tr><td coords=\"<loc0001><loc0001>"
             "<loc0001><loc0001>" }) {
        const std::vector<std::int32_t> allowed = allowedBehind(text);
        QVERIFY(!allowed.empty() && std::all_of(allowed.begin(), allowed.end(), isText));
    }
    // Whatever is allowed keeps to the grammar, and what does is allowed.
    for (const char* text : { "<table><tr>", "<table><tr><td colspan=\"1", "<table><tr><td>a<" }) {
        TableGrammar before;
        QVERIFY(before.take(text));
        const std::vector<std::int32_t> allowed = allowedBehind(text);
        for (std::size_t i = 0; i < vocabulary->size(); ++i) {
            const AnswerPiece piece = answerPiece(static_cast<std::int32_t>(i), *vocabulary);
            TableGrammar next = before;
            const bool fits = piece.kind == AnswerPiece::Kind::Text && !piece.text.empty() && next.take(piece.text);
            QCOMPARE(std::binary_search(allowed.begin(), allowed.end(), static_cast<std::int32_t>(i)), fits);
        }
    }
}

void TableMaskTest::wholeTagsAreSingleTokens()
{
    const auto vocabulary = starterVocabulary();
    const LogitsMask mask = tableMask(vocabulary.get());
    const std::vector<std::int32_t> ids = longestPieces("<table><tr>", *vocabulary);
    QCOMPARE(ids.size(), std::size_t{ 2 });
    QStringList pieces;
    const std::vector<std::int32_t> allowed = mask(ids).value();
    for (const std::int32_t id : allowed)
        pieces.push_back(QString::fromStdString(std::string(vocabulary->pieceText(id))));
    pieces.sort();
    // '<' begins each of them, too, letter by letter.
    QCOMPARE(pieces.join(QLatin1Char(' ')), QStringLiteral("< </tr> <td <td> <th <th>"));
}

void TableMaskTest::randomAnswersUnderTheMaskAreTables_data()
{
    everyTokenOfATableIsAllowed_data();
}

void TableMaskTest::randomAnswersUnderTheMaskAreTables()
{
    QFETCH(const bool, starter);
    const auto vocabulary = starter ? starterVocabulary() : sampleVocabulary();
    const LogitsMask mask = tableMask(vocabulary.get());
    std::mt19937 random(7);
    int complete = 0;
    for (int round = 0; round < 30; ++round) {
        Answer answer;
        std::vector<std::int32_t> ids;
        StopReason reason = StopReason::TokenLimit;
        while (ids.size() < 150) {
            const auto allowed = mask(ids);
            QVERIFY(allowed && !allowed->empty());
            // Markup more often than text, or no table would ever end.
            std::int32_t next = (*allowed)[random() % allowed->size()];
            for (int again = 0; again < 40 && vocabulary->pieceText(next).find_first_of("</>") == std::string::npos;
                 ++again)
                next = (*allowed)[random() % allowed->size()];
            if (next == vocabulary->eosId()) {
                reason = StopReason::EndOfSequence;
                break;
            }
            ids.push_back(next);
        }
        for (const std::int32_t id : ids)
            answer.tokens.push_back({ id, 0 });
        const TableAnswer parsed
            = parseTableMarkup(answerPieces(answer, vocabulary.get()), CoordinateOrder::XFirst, reason);
        complete += reason == StopReason::EndOfSequence ? 1 : 0;
        for (const AnswerWarning warning : parsed.warnings) {
            // What no grammar sees: how cells fit together, and bytes that are not letters.
            const bool unseen = warning == AnswerWarning::UnevenRows || warning == AnswerWarning::OverlappingCells
                || warning == AnswerWarning::LargeTable || warning == AnswerWarning::InvertedBox
                || warning == AnswerWarning::DegenerateBox || warning == AnswerWarning::InvalidText
                || warning == AnswerWarning::TokenLimit
                || (reason == StopReason::TokenLimit // in the middle of a box or a tag
                    && (warning == AnswerWarning::TruncatedBox || warning == AnswerWarning::StrippedMarkup));
            QVERIFY2(unseen, nameOf(warning).data());
        }
    }
    QVERIFY2(complete > 2, qPrintable(QString::number(complete)));
}

void TableMaskTest::beyondTheGrammarEverythingIsAllowed()
{
    QVERIFY(!tableMask(nullptr));
    const auto vocabulary = sampleVocabulary();
    QVERIFY(!tableMask(vocabulary.get())(vocabulary->encode("The table")).has_value());
}

QTEST_GUILESS_MAIN(TableMaskTest)
#include "table_mask_test.moc"
