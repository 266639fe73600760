#include "ui/models/model_facts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <algorithm>

namespace palimpsest {

namespace {

constexpr double kComfortableShare = 0.9;

quint64 bytesOf(const QJsonValue& value)
{
    return static_cast<quint64>(std::max(0.0, value.toDouble()));
}

} // namespace

const QuantisedWeights* ModelFacts::quantisedAs(const QString& weights) const
{
    const auto found = std::find_if(quantised.begin(), quantised.end(),
        [&weights](const QuantisedWeights& made) { return made.weights == weights; });
    return found == quantised.end() ? nullptr : &*found;
}

ModelFacts modelFactsOf(const QByteArray& json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonValue weights = object[QLatin1String("weights")];
    const QJsonValue memory = object[QLatin1String("memory")];
    ModelFacts facts;
    facts.name = object[QLatin1String("name")].toString();
    facts.licence = object[QLatin1String("licence")].toString();
    facts.imageSize = object[QLatin1String("image_size")].toInt();
    facts.stored = weights[QLatin1String("stored")].toString();
    facts.freeBytes = bytesOf(memory[QLatin1String("free_bytes")]);
    for (const QJsonValue made : weights[QLatin1String("quantised")].toArray())
        facts.quantised.push_back({ made[QLatin1String("weights")].toString(), made[QLatin1String("file")].toString(),
            bytesOf(made[QLatin1String("bytes")]) });
    for (const QJsonValue form : memory[QLatin1String("forms")].toArray())
        facts.forms.push_back({ form[QLatin1String("weights")].toString(), bytesOf(form[QLatin1String("needed_bytes")]),
            bytesOf(form[QLatin1String("weight_bytes")]), form[QLatin1String("answers_at_once")].toInt() });
    return facts;
}

// The processor takes a model whatever is free, so the answers at once alone do not say it.
Fit fitOf(const WeightForm& form, quint64 freeBytes)
{
    if (form.answersAtOnce == 0 || form.neededBytes > freeBytes)
        return Fit::TooLarge;
    const bool comfortable
        = static_cast<double>(form.neededBytes) <= kComfortableShare * static_cast<double>(freeBytes);
    return comfortable ? Fit::Fits : Fit::Tight;
}

QString fitText(const WeightForm& form, quint64 freeBytes)
{
    switch (fitOf(form, freeBytes)) {
    case Fit::Fits:
        return QCoreApplication::translate("ModelFacts", "fits; %n answer(s) at once", nullptr, form.answersAtOnce);
    case Fit::Tight:
        return QCoreApplication::translate(
            "ModelFacts", "fits barely; %n answer(s) at once", nullptr, form.answersAtOnce);
    case Fit::TooLarge:
        break;
    }
    return QCoreApplication::translate("ModelFacts", "does not fit: %1 missing")
        .arg(sizeText(form.neededBytes - std::min(freeBytes, form.neededBytes)));
}

QString sizeText(quint64 bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1);
}

} // namespace palimpsest
