#include "ui/models/published_fit.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>
#include <algorithm>

namespace palimpsest {

namespace {

const QString kPublished = QStringLiteral("bf16");
const QString kSmallest = QStringLiteral("q4");

QString shortName(const QString& name)
{
    return name.section(QLatin1Char('/'), -1);
}

// One that sees the page larger, and is not larger itself.
bool isOfSameSize(const WeightForm& form, const WeightForm& other)
{
    constexpr double kAbout = 1.05;
    return form.weights == other.weights
        && static_cast<double>(other.weightBytes) < kAbout * static_cast<double>(form.weightBytes);
}

QString lineOf(const PublishedFit& model, quint64 freeBytes)
{
    const QString start = QCoreApplication::translate("PublishedFit", "%1, %2 to fetch: ")
                              .arg(shortName(model.name), sizeText(model.fetchedBytes()));
    const WeightForm* const form = model.bestForm(freeBytes);
    return start
        + (form == nullptr ? QCoreApplication::translate("PublishedFit", "does not fit in any form")
                           : QCoreApplication::translate("PublishedFit", "fits as %1, with %2")
                                 .arg(form->weights, sizeText(form->neededBytes)));
}

} // namespace

quint64 PublishedFit::fetchedBytes() const
{
    const auto published
        = std::find_if(forms.begin(), forms.end(), [](const WeightForm& form) { return form.weights == kPublished; });
    return published == forms.end() ? 0 : published->weightBytes;
}

const WeightForm* PublishedFit::bestForm(quint64 freeBytes) const
{
    const auto best = std::find_if(forms.begin(), forms.end(),
        [freeBytes](const WeightForm& form) { return fitOf(form, freeBytes) == Fit::Fits; });
    return best == forms.end() ? nullptr : &*best;
}

PublishedFits publishedFitsOf(const QByteArray& json)
{
    PublishedFits fits;
    const QJsonArray rows = QJsonDocument::fromJson(json).object()[QLatin1String("models")].toArray();
    for (const QJsonValue row : rows) {
        const QJsonValue memory = row[QLatin1String("memory")];
        fits.deviceName = memory[QLatin1String("device_name")].toString();
        fits.processor = memory[QLatin1String("device")].toString() == QLatin1String("cpu");
        const ModelFacts facts = modelFactsOf(QJsonDocument(row.toObject()).toJson());
        fits.freeBytes = facts.freeBytes;
        fits.models.push_back({ facts.name, facts.forms });
    }
    return fits;
}

std::optional<Recommendation> recommendedOf(const PublishedFits& fits)
{
    std::optional<Recommendation> smallest;
    std::optional<Recommendation> largest;
    for (const PublishedFit& model : fits.models) {
        for (const WeightForm& form : model.forms) {
            if (fitOf(form, fits.freeBytes) != Fit::Fits || (fits.processor && form.weights == kPublished))
                continue;
            if (!smallest || isOfSameSize(smallest->form, form))
                smallest = { model.name, form };
            if (form.weights != kSmallest)
                largest = { model.name, form };
            break; // the others lose more
        }
    }
    return largest && !fits.processor ? largest : smallest;
}

QString fitsText(const PublishedFits& fits)
{
    const auto best = recommendedOf(fits);
    QStringList lines{ best
            ? QCoreApplication::translate(
                "PublishedFit", "For this computer: %1 as %2. It takes %3 of the %4 that are free on %5.")
                  .arg(shortName(best->model), best->form.weights, sizeText(best->form.neededBytes),
                      sizeText(fits.freeBytes), fits.deviceName)
            : QCoreApplication::translate("PublishedFit", "None of them fits into the %1 that are free on %2.")
                  .arg(sizeText(fits.freeBytes), fits.deviceName) };
    if (fits.processor)
        lines.append(QCoreApplication::translate(
            "PublishedFit", "No graphics card can be used, so that a page takes minutes and not seconds."));
    for (const PublishedFit& model : fits.models)
        lines.append(lineOf(model, fits.freeBytes));
    return lines.join(QLatin1Char('\n'));
}

} // namespace palimpsest
