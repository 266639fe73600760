// compare_text [--any-order] READ TRUTH: prints what was read beside what stands there, and the character error rate of
// both. Pages are separated by form feeds; empty lines and runs of spaces do not count. With --any-order both sides are
// sorted first, for texts whose lines have no one order, such as the cells of a table. Used by tools/demo.

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "pipelines/evaluate/text_metrics.h"

namespace palimpsest {

namespace {

struct LinePair {
    std::string read;  // empty: a line of the truth that nobody read
    std::string truth; // empty: a line that does not stand there
};

bool readFile(const char* name, std::string& content)
{
    std::ifstream file(name, std::ios::binary);
    content.assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    return file.good() || file.eof();
}

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines(1);
    for (const char letter : text) {
        std::string& line = lines.back();
        if (letter == '\n' || letter == '\f') {
            if (!line.empty())
                lines.emplace_back();
        } else if (letter != ' ' || (!line.empty() && line.back() != ' ')) {
            line += letter;
        }
    }
    if (lines.back().empty())
        lines.pop_back();
    return lines;
}

// The pairing of lines, in order, with the fewest edits in all; a line without a partner costs its length.
std::vector<LinePair> paired(const std::vector<std::string>& read, const std::vector<std::string>& truth)
{
    std::vector<std::vector<std::size_t>> cost(read.size() + 1, std::vector<std::size_t>(truth.size() + 1, 0));
    for (std::size_t i = read.size() + 1; i-- > 0;) {
        for (std::size_t j = truth.size() + 1; j-- > 0;) {
            std::size_t best = static_cast<std::size_t>(-1);
            if (i == read.size() && j == truth.size())
                best = 0;
            if (i < read.size())
                best = std::min(best, cost[i + 1][j] + read[i].size());
            if (j < truth.size())
                best = std::min(best, cost[i][j + 1] + truth[j].size());
            if (i < read.size() && j < truth.size())
                best = std::min(best, cost[i + 1][j + 1] + editDistance(read[i], truth[j]));
            cost[i][j] = best;
        }
    }
    std::vector<LinePair> pairs;
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < read.size() || j < truth.size()) {
        if (i < read.size() && cost[i][j] == cost[i + 1][j] + read[i].size())
            pairs.push_back({ read[i++], {} });
        else if (j < truth.size() && cost[i][j] == cost[i][j + 1] + truth[j].size())
            pairs.push_back({ {}, truth[j++] });
        else
            pairs.push_back({ read[i++], truth[j++] });
    }
    return pairs;
}

std::string joined(const std::vector<std::string>& lines)
{
    std::string text;
    for (const std::string& line : lines)
        text += (text.empty() ? "" : "\n") + line;
    return text;
}

} // namespace

} // namespace palimpsest

int main(int argumentCount, char** arguments)
{
    const bool anyOrder = argumentCount == 4 && std::string(arguments[1]) == "--any-order";
    std::string read;
    std::string truth;
    if ((argumentCount != 3 && !anyOrder) || !palimpsest::readFile(arguments[argumentCount - 2], read)
        || !palimpsest::readFile(arguments[argumentCount - 1], truth)) {
        std::fprintf(stderr, "usage: compare_text [--any-order] READ TRUTH (two text files)\n");
        return 1;
    }
    std::vector<std::string> readLines = palimpsest::linesOf(read);
    std::vector<std::string> truthLines = palimpsest::linesOf(truth);
    if (anyOrder) {
        std::sort(readLines.begin(), readLines.end());
        std::sort(truthLines.begin(), truthLines.end());
    }
    for (const palimpsest::LinePair& pair : palimpsest::paired(readLines, truthLines)) {
        if (pair.read == pair.truth)
            std::printf("  both   %s\n", pair.read.c_str());
        else
            std::printf("  read   %s\n  truth  %s\n", pair.read.c_str(), pair.truth.c_str());
    }
    const std::string foundText = palimpsest::joined(readLines);
    const std::string trueText = palimpsest::joined(truthLines);
    std::printf("character error rate %.2f %% (%zu edits)\n",
        100.0 * palimpsest::characterErrorRate(foundText, trueText), palimpsest::editDistance(foundText, trueText));
    return 0;
}
