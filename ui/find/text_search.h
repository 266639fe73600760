#pragma once
// What is searched for, where it stands in a project's results, and what becomes of it when it is replaced. Pure
// functions.

#include <QRegularExpression>
#include <QString>
#include <vector>

#include "ui/project/project.h"
#include "ui/project/result_items.h"

namespace palimpsest {

struct SearchTerms {
    QString pattern;
    bool matchCase = false;
    bool wholeWords = false;
    bool regularExpression = false;

    friend bool operator==(const SearchTerms&, const SearchTerms&) = default;
};

// Not valid where a person's regular expression is not; `errorString` and `patternErrorOffset` are those of what was
// typed.
[[nodiscard]] QRegularExpression searchPattern(const SearchTerms& terms);

struct SearchHit {
    PageId page = 0;
    std::size_t item = 0;
    TextSpan span;
    bool editable = false;

    friend bool operator==(const SearchHit&, const SearchHit&) = default;
};

// In the shown results of these pages, in their order. Nothing for an empty or broken pattern; matches without a
// character are passed over.
[[nodiscard]] std::vector<SearchHit> findHits(
    const Project& project, const std::vector<PageId>& pages, const SearchTerms& terms);

// The text with the matches at these places, in order, replaced. In a regular expression's replacement \1 to \9 stand
// for what was captured.
[[nodiscard]] QString withReplacements(
    const QString& text, const std::vector<TextSpan>& spans, const SearchTerms& terms, const QString& replacement);

} // namespace palimpsest
