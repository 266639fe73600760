#include "ui/results/provenance_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <limits>

#include "ui/project/result_items.h"

namespace palimpsest {

namespace {

constexpr double kWholeSeconds = 10; // from which tenths of one say nothing

struct Asked {
    int answers = 0;
    qsizetype tokens = 0;
    int cutShort = 0;
    double leastDpi = std::numeric_limits<double>::infinity();
    double mostDpi = 0;
    QStringList prompts; // as the model got them
};

QString textOf(const std::string& text)
{
    return QString::fromStdString(text).simplified();
}

Asked askedFor(const PageResult& result)
{
    Asked asked;
    for (const PageResult& part : partsOf(result)) {
        for (const AnswerRecord& answer : part.provenance.answers) {
            ++asked.answers;
            asked.tokens += static_cast<qsizetype>(answer.tokenIds.size());
            asked.cutShort += isCutShort(answer) ? 1 : 0;
            asked.prompts.append(textOf(answer.prompt));
            if (!answer.effectiveDpi)
                continue;
            asked.leastDpi = std::min(asked.leastDpi, *answer.effectiveDpi);
            asked.mostDpi = std::max(asked.mostDpi, *answer.effectiveDpi);
        }
    }
    asked.prompts.removeDuplicates();
    return asked;
}

QString dpiText(const Asked& asked)
{
    const auto least = std::lround(asked.leastDpi);
    const auto most = std::lround(asked.mostDpi);
    return least == most
        ? QCoreApplication::translate("Provenance", "The model saw it at %1 dots per inch.").arg(least)
        : QCoreApplication::translate("Provenance", "The model saw it at %1 to %2 dots per inch.").arg(least).arg(most);
}

QString secondsText(const Reading& reading)
{
    const QString seconds = QLocale().toString(reading.seconds, 'f', reading.seconds < kWholeSeconds ? 1 : 0);
    return reading.device.isEmpty()
        ? QCoreApplication::translate("Provenance", "It took %1 s.").arg(seconds)
        : QCoreApplication::translate("Provenance", "It took %1 s on %2.").arg(seconds, reading.device.simplified());
}

} // namespace

QString provenanceText(const Reading& reading)
{
    const PageResult& result = *reading.result;
    const Provenance& provenance = result.provenance;
    if (provenance.source == ResultSource::Document)
        return QCoreApplication::translate(
            "Provenance", "The text that the document holds by itself; no model was asked.");
    if (provenance.source == ResultSource::Shapes)
        return QCoreApplication::translate("Provenance",
            "Read by the program itself, by the shapes of the signs and where they stand; no model was asked.");
    const Asked asked = askedFor(result);
    QStringList sentences{
        QCoreApplication::translate("Provenance", "Read by %1.").arg(textOf(provenance.checkpoint))
    };
    if (!provenance.adapter.empty())
        sentences.append(
            QCoreApplication::translate("Provenance", "With the adapter %1.").arg(textOf(provenance.adapter)));
    if (!asked.prompts.isEmpty())
        sentences.append(QCoreApplication::translate("Provenance", "It was asked “%1”.")
                             .arg(asked.prompts.mid(0, 3).join(QStringLiteral("”, “"))));
    if (asked.answers > 0)
        sentences.append(QCoreApplication::translate("Provenance", "%n answer(s), %1 tokens.", nullptr, asked.answers)
                             .arg(QLocale().toString(asked.tokens)));
    if (asked.cutShort > 0)
        sentences.append(QCoreApplication::translate("Provenance", "%n of them cut short.", nullptr, asked.cutShort));
    if (!provenance.decoding.empty())
        sentences.append(QCoreApplication::translate("Provenance", "Decoded: %1.").arg(textOf(provenance.decoding)));
    if (asked.mostDpi > 0)
        sentences.append(dpiText(asked));
    if (provenance.lookedBlank)
        sentences.append(QCoreApplication::translate("Provenance", "It looked blank and was shown all the same."));
    if (reading.seconds > 0)
        sentences.append(secondsText(reading));
    if (provenance.rotation != 0)
        sentences.append(
            QCoreApplication::translate("Provenance", "The page was turned by %1° before.").arg(provenance.rotation));
    if (provenance.skew != 0)
        sentences.append(QCoreApplication::translate("Provenance", "It was straightened by %1°.")
                             .arg(QLocale().toString(provenance.skew, 'f', 1)));
    return sentences.join(QLatin1Char(' '));
}

} // namespace palimpsest
