#include "pipelines/decode/report_sections.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>
#include <utility>

namespace palimpsest {
namespace {

constexpr std::array<std::string_view, 3> kHeadings{ "INDICATION", "FINDINGS", "IMPRESSION" };

char upper(char c)
{
    return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
}

bool beginsWith(std::string_view text, std::string_view word)
{
    return text.size() >= word.size()
        && std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) { return a == upper(b); });
}

// A heading that begins here, and how many characters it takes.
std::optional<std::pair<std::string_view, std::size_t>> headingAt(std::string_view text)
{
    for (const std::string_view heading : kHeadings) {
        if (!beginsWith(text, heading))
            continue;
        std::size_t end = heading.size();
        if (end < text.size() && upper(text[end]) == 'S')
            ++end;
        if (end < text.size() && text[end] == ':')
            return std::pair(heading, end + 1);
    }
    return std::nullopt;
}

bool isLetter(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}

std::string trimmed(std::string_view text)
{
    constexpr std::string_view kWhite = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kWhite);
    return first == std::string_view::npos ? std::string()
                                           : std::string(text.substr(first, text.find_last_not_of(kWhite) - first + 1));
}

} // namespace

std::vector<ReportSection> reportSections(std::string_view text)
{
    std::vector<ReportSection> sections;
    std::string_view heading;
    std::size_t begin = 0;
    const auto close = [&](std::size_t end) {
        std::string body = trimmed(text.substr(begin, end - begin));
        if (!heading.empty() || !body.empty())
            sections.push_back({ std::string(heading), std::move(body) });
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (at > 0 && isLetter(text[at - 1]))
            continue;
        if (const auto found = headingAt(text.substr(at))) {
            close(at);
            heading = found->first;
            begin = at + found->second;
            at = begin - 1;
        }
    }
    close(text.size());
    return sections;
}

} // namespace palimpsest
