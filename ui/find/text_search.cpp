#include "ui/find/text_search.h"

#include <algorithm>

namespace palimpsest {

namespace {

std::vector<TextSpan> spansIn(const QString& text, const QRegularExpression& pattern)
{
    std::vector<TextSpan> spans;
    for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        if (match.capturedLength() > 0)
            spans.push_back({ match.capturedStart(), match.capturedLength() });
    }
    return spans;
}

// As QString::replace has it: a backslash and a digit stand for a capture, anything else for itself.
QString expanded(const QString& replacement, const QRegularExpressionMatch& match)
{
    QString text;
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        const bool reference = replacement[i] == QLatin1Char('\\') && i + 1 < replacement.size()
            && replacement[i + 1] >= QLatin1Char('1') && replacement[i + 1] <= QLatin1Char('9');
        if (reference)
            text += match.captured(replacement[++i].digitValue());
        else
            text += replacement[i];
    }
    return text;
}

} // namespace

QRegularExpression searchPattern(const SearchTerms& terms)
{
    QRegularExpression::PatternOptions options
        = QRegularExpression::UseUnicodePropertiesOption | QRegularExpression::MultilineOption;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, !terms.matchCase);
    const QString own = terms.regularExpression ? terms.pattern : QRegularExpression::escape(terms.pattern);
    const QRegularExpression plain(own, options);
    if (!terms.wholeWords || !plain.isValid())
        return plain;
    return QRegularExpression(QStringLiteral("(?<!\\w)(?:%1)(?!\\w)").arg(own), options);
}

std::vector<SearchHit> findHits(const Project& project, const std::vector<PageId>& pages, const SearchTerms& terms)
{
    const QRegularExpression pattern = searchPattern(terms);
    std::vector<SearchHit> hits;
    if (terms.pattern.isEmpty() || !pattern.isValid())
        return hits;
    for (const PageId page : pages) {
        const Reading* const reading = project.shownReading(page);
        if (reading == nullptr)
            continue;
        const bool editable = isEditable(reading->result->content);
        for (std::size_t item = 0; item < reading->reviews.size(); ++item)
            for (const TextSpan& span : spansIn(itemAt(reading->result->content, item).text, pattern))
                hits.push_back({ page, item, span, editable });
    }
    return hits;
}

QString withReplacements(
    const QString& text, const std::vector<TextSpan>& spans, const SearchTerms& terms, const QString& replacement)
{
    QString replaced;
    qsizetype kept = 0; // of the text so far
    for (auto matches = searchPattern(terms).globalMatch(text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const TextSpan span{ match.capturedStart(), match.capturedLength() };
        if (std::find(spans.begin(), spans.end(), span) == spans.end())
            continue;
        replaced += QStringView(text).mid(kept, span.start - kept);
        replaced += terms.regularExpression ? expanded(replacement, match) : replacement;
        kept = span.start + span.length;
    }
    return replaced + text.mid(kept);
}

} // namespace palimpsest
