#include "pipelines/export/tsv_writer.h"

#include <array>

#include "engine/base/text.h"
#include "pipelines/export/box_text.h"
#include "pipelines/export/paragraphs.h"
#include "pipelines/export/placed_words.h"

namespace palimpsest {
namespace {

// page, block, paragraph, line, word: each counted from 1 within the one before, 0 where a row is not that deep.
using Place = std::array<std::size_t, 5>;

std::string row(int level, const Place& place, const WholeBox& box, const std::string& rest)
{
    std::string text = std::to_string(level);
    for (const std::size_t number : place)
        text += '\t' + std::to_string(number);
    for (const long long number : { box.left, box.top, box.width(), box.height() })
        text += '\t' + std::to_string(number);
    return text + '\t' + rest + '\n';
}

std::string pageRows(const PageResult& result, const OcrResult& ocr, std::size_t number)
{
    const std::string noWord = "-1\t";
    std::string rows = row(1, { number }, pageBox(result), noWord);
    std::size_t block = 0;
    for (const Paragraph& paragraph : paragraphsOf(ocr, result.provenance)) {
        ++block;
        const WholeBox box = wholeBox(paragraph.box, result);
        rows += row(2, { number, block }, box, noWord) + row(3, { number, block, 1 }, box, noWord);
        std::size_t lineNumber = 0;
        for (const TextLine* line : paragraph.lines) {
            rows += row(4, { number, block, 1, ++lineNumber }, wholeBox(line->box, result), noWord);
            std::size_t wordNumber = 0;
            for (const PlacedWord& word : placedWords(*line, result.provenance.rotation)) {
                const std::string confidence = word.confidence ? fixedText(*word.confidence * 100, 2) : "-1";
                rows += row(5, { number, block, 1, lineNumber, ++wordNumber }, wholeBox(word.box, result),
                    confidence + '\t' + withValidUtf8(word.text));
            }
        }
    }
    return rows;
}

} // namespace

std::string tsvOf(const ExportInput& input)
{
    std::string rows
        = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
    for (std::size_t i = 0; i < input.pages.size(); ++i) {
        const auto& result = input.pages[i].result;
        if (const OcrResult* const text = result ? std::get_if<OcrResult>(&result->content) : nullptr)
            rows += pageRows(*result, *text, numberInFile(input, i));
    }
    return rows;
}

} // namespace palimpsest
