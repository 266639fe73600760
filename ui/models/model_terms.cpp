#include "ui/models/model_terms.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QHash>
#include <QSettings>

#include "ui/program_files.h"

namespace palimpsest {

namespace {

QSettings store()
{
    return { QDir(dataFolder()).filePath(QStringLiteral("acknowledged-terms.ini")), QSettings::IniFormat };
}

// A link and what it leads to are one model.
QString placeOf(const QString& folder)
{
    const QString real = QFileInfo(folder).canonicalFilePath();
    return real.isEmpty() ? QDir::cleanPath(folder) : real;
}

QString groupOf(const QString& place)
{
    return QString::fromLatin1(QCryptographicHash::hash(place.toUtf8(), QCryptographicHash::Sha256).toHex());
}

QString whenKey()
{
    return QStringLiteral("acknowledged");
}

// Of this run of the program, also where the disk kept nothing.
QHash<QString, QDateTime>& ofThisRun()
{
    static QHash<QString, QDateTime> acknowledged;
    return acknowledged;
}

} // namespace

bool isUnderGemmaTerms(const QString& licence)
{
    return licence.trimmed().isEmpty() || licence.contains(QLatin1String("gemma"), Qt::CaseInsensitive);
}

QString gemmaTermsAddress()
{
    return QStringLiteral("https://ai.google.dev/gemma/terms");
}

std::optional<QDateTime> termsAcknowledged(const QString& modelFolder)
{
    const QString place = placeOf(modelFolder);
    if (const auto found = ofThisRun().constFind(place); found != ofThisRun().constEnd())
        return *found;
    QSettings kept = store();
    kept.beginGroup(groupOf(place));
    const QDateTime when = QDateTime::fromString(kept.value(whenKey()).toString(), Qt::ISODate);
    return when.isValid() ? std::optional(when) : std::nullopt;
}

bool acknowledgeTerms(const QString& modelFolder)
{
    const QString place = placeOf(modelFolder);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    ofThisRun().insert(place, now);
    QSettings kept = store();
    kept.beginGroup(groupOf(place));
    kept.setValue(QStringLiteral("model"), place);
    kept.setValue(QStringLiteral("terms"), gemmaTermsAddress());
    kept.setValue(whenKey(), now.toString(Qt::ISODate));
    kept.endGroup();
    kept.sync();
    return kept.status() == QSettings::NoError;
}

bool mayBeUsed(const ModelInfo& model)
{
    return !isUnderGemmaTerms(model.licence) || termsAcknowledged(model.folder).has_value();
}

} // namespace palimpsest
