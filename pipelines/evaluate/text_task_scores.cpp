// Tasks whose answer is text: pages, tables, molecules, music, captions, answers.

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/text.h"
#include "pipelines/decode/normalised_text.h"
#include "pipelines/evaluate/anls.h"
#include "pipelines/evaluate/bleu.h"
#include "pipelines/evaluate/cider.h"
#include "pipelines/evaluate/grits.h"
#include "pipelines/evaluate/molecule_match.h"
#include "pipelines/evaluate/music_errors.h"
#include "pipelines/evaluate/page_items.h"
#include "pipelines/evaluate/relaxed_accuracy.h"
#include "pipelines/evaluate/rouge.h"
#include "pipelines/evaluate/task_scores.h"
#include "pipelines/evaluate/teds.h"
#include "pipelines/evaluate/text_metrics.h"
#include "pipelines/evaluate/vqa_accuracy.h"
#include "pipelines/evaluate/word_detection.h"
#include "pipelines/export/placed_words.h"

namespace palimpsest {
namespace {

// An edit distance takes time by the product of the lengths: ten seconds or so at this one.
constexpr std::size_t kMostLetters = 100'000;

double oneIf(bool isSo)
{
    return isSo ? 1.0 : 0.0;
}

void addErrors(ScoreSheet& sheet, const Metric& metric, const std::string& name, const ErrorCount& errors)
{
    sheet.add(metric, name, static_cast<double>(errors.edits), static_cast<double>(errors.length));
}

// Calls score(pair, found text, truth text) for every pair with texts that are not too long.
template <typename Score> void forEachText(std::span<const SamplePair> pairs, ScoreSheet& sheet, Score score)
{
    for (const SamplePair& pair : pairs) {
        if (pair.found.texts.size() != 1 || pair.truth.texts.size() != 1)
            sheet.leaveOut(pair.name, "there are several answers, and this task has one");
        else if (std::max(pair.found.texts[0].size(), pair.truth.texts[0].size()) > kMostLetters)
            sheet.leaveOut(pair.name, "the text has more than " + std::to_string(kMostLetters) + " bytes");
        else
            score(pair, pair.found.texts[0], pair.truth.texts[0]);
    }
}

// Calls score(pair, found text) for every pair with one answer, whatever the number of truths.
template <typename Score> void forEachAnswer(std::span<const SamplePair> pairs, ScoreSheet& sheet, Score score)
{
    constexpr std::size_t kMostAnswerLetters = 10'000;
    for (const SamplePair& pair : pairs) {
        const auto isLong = [](const std::string& text) { return text.size() > kMostAnswerLetters; };
        if (pair.found.texts.size() != 1)
            sheet.leaveOut(pair.name, "there are several predictions");
        else if (isLong(pair.found.texts[0]) || std::any_of(pair.truth.texts.begin(), pair.truth.texts.end(), isLong))
            sheet.leaveOut(pair.name, "an answer has more than " + std::to_string(kMostAnswerLetters) + " bytes");
        else
            score(pair, pair.found.texts[0]);
    }
}

std::string folded(std::string_view text)
{
    return withSingleSpaces(withoutPunctuation(caseFolded(text)));
}

const OcrResult* readingOf(const Sample& sample)
{
    return sample.result ? std::get_if<OcrResult>(&sample.result->content) : nullptr;
}

std::vector<PageWord> piecesOn(const OcrResult& page)
{
    std::vector<PageWord> words;
    for (const TextLine& line : page.lines)
        for (const TextPiece& piece : line.pieces)
            words.push_back({ piece.box, piece.text, !piece.text.empty() });
    return words;
}

// Nothing where nobody says where its words stand. A result has runs of words, and its truth may, too; against single
// words, they are shared out as every format that wants words has them.
std::optional<std::vector<PageWord>> wordsOn(const Sample& sample, const Sample& other)
{
    const OcrResult* const page = readingOf(sample);
    if (sample.words || page == nullptr)
        return sample.words;
    if (!other.words)
        return piecesOn(*page);
    std::vector<PageWord> words;
    for (const TextLine& line : page->lines)
        for (PlacedWord& word : placedWords(line))
            words.push_back({ word.box, std::move(word.text) });
    return words;
}

void addWordCounts(ScoreSheet& sheet, const std::string& prefix, const std::string& name, const WordCounts& counts)
{
    const auto matched = static_cast<double>(counts.matched);
    const auto found = static_cast<double>(counts.found);
    const auto truth = static_cast<double>(counts.truth);
    sheet.add({ prefix + " precision", Average::Micro, "none", 1.0 }, name, matched, found);
    sheet.add({ prefix + " recall", Average::Micro, "none", 1.0 }, name, matched, truth);
    sheet.add({ prefix + " F1", Average::Micro, "none", 1.0 }, name, 2 * matched, found + truth);
}

void scorePlaces(const SamplePair& pair, ScoreSheet& sheet)
{
    const auto found = wordsOn(pair.found, pair.truth);
    const auto truth = wordsOn(pair.truth, pair.found);
    if (!found || !truth) {
        if (pair.truth.texts.empty())
            sheet.leaveOut(pair.name, "the truth has words with their places, and the prediction has none");
        return;
    }
    const WordScores scores = scoreWords(*found, *truth);
    addWordCounts(sheet, "word detection", pair.name, scores.detection);
    addWordCounts(sheet, "word end-to-end", pair.name, scores.endToEnd);
}

std::string scoreLines(const std::string& text)
{
    std::string lines = withReplaced(text, "\r\n", "\n");
    lines.erase(lines.find_last_not_of('\n') + 1);
    return lines;
}

void scoreTable(const SamplePair& pair, ScoreSheet& sheet)
{
    if (pair.found.texts.size() != 1 || pair.truth.texts.size() != 1) {
        sheet.leaveOut(pair.name, "there are several answers, and this task has one");
        return;
    }
    std::array<std::optional<HtmlTable>, 4> tables; // found, truth, and both without inline tags
    std::string fault;
    for (std::size_t i = 0; i < tables.size() && fault.empty(); ++i) {
        Result<std::optional<HtmlTable>> parsed = parseHtmlTable(
            i % 2 == 0 ? pair.found.texts[0] : pair.truth.texts[0], i < 2 ? InlineTags::Keep : InlineTags::Strip);
        if (!parsed.ok())
            fault = (i % 2 == 0 ? "prediction: " : "truth: ") + parsed.error().message;
        else
            tables[i] = std::move(parsed).value();
    }
    if (fault.empty() && !tables[1])
        fault = "truth: there is no table in it";
    if (!fault.empty()) {
        sheet.leaveOut(pair.name, fault);
        return;
    }
    const bool isTable = tables[0].has_value(); // an answer without a table scores 0
    const auto add = [&](const char* name, const char* normaliser, auto score) {
        sheet.add({ name, Average::Macro, normaliser }, pair.name, isTable ? score() : 0.0);
    };
    add("TEDS", "th as td", [&] { return teds(*tables[0], *tables[1], CellContent::Compared); });
    add("TEDS without b, i, sup, sub", "th as td, inline tags stripped",
        [&] { return teds(*tables[2], *tables[3], CellContent::Compared); });
    add("S-TEDS", "th as td", [&] { return teds(*tables[0], *tables[1], CellContent::Ignored); });
    add("GriTS-Top", "none", [&] { return gritsTopology(tables[0]->grid, tables[1]->grid).f1(); });
    add("GriTS-Con", "none", [&] { return gritsContent(tables[0]->grid, tables[1]->grid).f1(); });
}

} // namespace

void scoreReadings(std::span<const SamplePair> pairs, ScoreSheet& sheet)
{
    const std::string kPlain = "NFC, single spaces";
    const std::string kFolded = "NFC, case folded, no punctuation, single spaces";
    const auto scoreText = [&](const SamplePair& pair, const std::string& found, const std::string& truth) {
        const std::string plainFound = withSingleSpaces(composed(found));
        const std::string plainTruth = withSingleSpaces(composed(truth));
        const std::string foldedFound = folded(found);
        const std::string foldedTruth = folded(truth);
        addErrors(sheet, { "CER", Average::Micro, kPlain }, pair.name, characterErrors(plainFound, plainTruth));
        addErrors(sheet, { "WER", Average::Micro, kPlain }, pair.name, wordErrors(plainFound, plainTruth));
        addErrors(
            sheet, { "CER folded", Average::Micro, kFolded }, pair.name, characterErrors(foldedFound, foldedTruth));
        addErrors(sheet, { "WER folded", Average::Micro, kFolded }, pair.name, wordErrors(foldedFound, foldedTruth));
        const CommonWords common = commonWords(plainFound, plainTruth);
        sheet.add({ "bag-of-words F1", Average::Micro, kPlain, 1.0 }, pair.name, 2 * static_cast<double>(common.common),
            static_cast<double>(common.total));
    };
    for (const SamplePair& pair : pairs) {
        if (!pair.truth.texts.empty() && !(pair.found.texts.empty() && pair.found.words))
            forEachText({ &pair, 1 }, sheet, scoreText);
        scorePlaces(pair, sheet);
    }
}

void scoreTables(std::span<const SamplePair> pages, ScoreSheet& sheet)
{
    for (const SamplePair& page : pages)
        for (const SamplePair& pair : pairsOfItems(page, tablesOn, "table", sheet))
            scoreTable(pair, sheet);
}

void scoreMolecules(std::span<const SamplePair> pages, ScoreSheet& sheet)
{
    std::vector<SamplePair> pairs;
    for (const SamplePair& page : pages) {
        std::vector<SamplePair> ofPage = pairsOfItems(page, moleculesOn, "molecule", sheet);
        std::move(ofPage.begin(), ofPage.end(), std::back_inserter(pairs));
    }
    forEachText(pairs, sheet, [&](const SamplePair& pair, const std::string& found, const std::string& truth) {
        const MoleculeMatch match = matchMolecules(trimmed(found), trimmed(truth));
        const auto add = [&](const char* name, double score) {
            sheet.add({ name, Average::Macro, "trimmed, canonical SMILES" }, pair.name, score);
        };
        add("full match", oneIf(match.exact));
        add("match without cis/trans", oneIf(match.withoutCisTrans));
        add("graph match", oneIf(match.graph));
        if (match.chiralTruth)
            add("full match of chiral", oneIf(match.exact));
        add("valid", oneIf(match.valid));
        add("Tanimoto", match.tanimoto);
    });
}

void scoreMusic(std::span<const SamplePair> pairs, ScoreSheet& sheet)
{
    const std::string kLines = "line ends, no empty lines at the end";
    forEachText(pairs, sheet, [&](const SamplePair& pair, const std::string& rawFound, const std::string& rawTruth) {
        const std::string found = scoreLines(rawFound);
        const std::string truth = scoreLines(rawTruth);
        addErrors(sheet, { "CER", Average::Micro, kLines }, pair.name,
            kernCharacterErrors(found, truth, KernCharacters::All));
        addErrors(sheet, { "CER of notes", Average::Micro, kLines }, pair.name,
            kernCharacterErrors(found, truth, KernCharacters::OfNotes));
        addErrors(sheet, { "CER of structure", Average::Micro, kLines }, pair.name,
            kernCharacterErrors(found, truth, KernCharacters::OfStructure));
        addErrors(sheet, { "SER", Average::Micro, kLines }, pair.name, kernSymbolErrors(found, truth));
        addErrors(sheet, { "LER", Average::Micro, kLines }, pair.name, kernLineErrors(found, truth));
    });
}

void scoreCaptions(std::span<const SamplePair> pairs, ScoreSheet& sheet)
{
    const std::string kTokens = "caption tokens";
    std::vector<std::string> names;
    std::vector<CaptionPair> captions;
    forEachAnswer(pairs, sheet, [&](const SamplePair& pair, const std::string& found) {
        CaptionPair caption{ captionTokens(found), {} };
        for (const std::string& truth : pair.truth.texts)
            caption.references.push_back(captionTokens(truth));
        names.push_back(pair.name);
        captions.push_back(std::move(caption));
    });
    if (captions.empty())
        return;
    const std::array<double, kLongestNgram> scores = bleu(captions);
    for (std::size_t n = 0; n < scores.size(); ++n)
        sheet.addOfSet({ "BLEU-" + std::to_string(n + 1), Average::Set, kTokens }, scores[n], captions.size());
    const std::vector<double> consensus = ciderD(captions);
    for (std::size_t i = 0; i < captions.size(); ++i) {
        sheet.add({ "ROUGE-L", Average::Macro, kTokens }, names[i], rougeL(captions[i]));
        sheet.add({ "CIDEr-D", Average::Macro, kTokens }, names[i], consensus[i]);
    }
}

void scoreAnswers(std::span<const SamplePair> pairs, ScoreSheet& sheet)
{
    forEachAnswer(pairs, sheet, [&](const SamplePair& pair, const std::string& found) {
        std::vector<std::string> lower;
        std::vector<std::string> normalised;
        bool relaxed = false;
        for (const std::string& truth : pair.truth.texts) {
            lower.push_back(lowerCased(trimmed(truth)));
            normalised.push_back(normalisedVqaAnswer(truth));
            relaxed = relaxed || relaxedMatch(trimmed(found), trimmed(truth));
        }
        const std::string lowerFound = lowerCased(trimmed(found));
        sheet.add({ "exact match", Average::Macro, "lower case, trimmed" }, pair.name,
            oneIf(std::find(lower.begin(), lower.end(), lowerFound) != lower.end()));
        sheet.add({ "ANLS", Average::Macro, "lower case, trimmed" }, pair.name, anls(lowerFound, lower));
        sheet.add({ "relaxed accuracy", Average::Macro, "lower case, trimmed" }, pair.name, oneIf(relaxed));
        if (pair.truth.texts.size() < 2)
            return; // what follows counts voters
        const std::string vqaFound = normalisedVqaAnswer(found);
        sheet.add({ "VQA accuracy", Average::Macro, "VQA" }, pair.name,
            vqaAccuracy(vqaFound, normalised, Voters::LeaveOneOut));
        sheet.add({ "VQA accuracy of all voters", Average::Macro, "VQA" }, pair.name,
            vqaAccuracy(vqaFound, normalised, Voters::All));
    });
}

} // namespace palimpsest
