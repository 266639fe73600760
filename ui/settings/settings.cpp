#include "ui/settings/settings.h"

#include <QSettings>
#include <algorithm>
#include <array>

namespace palimpsest {

namespace {

constexpr std::array kAppearances{ "system", "light", "dark" }; // in the order of Appearance

QSettings store()
{
    return { QSettings::IniFormat, QSettings::UserScope, QStringLiteral("palimpsest"), QStringLiteral("palimpsest") };
}

QString key(const char* name)
{
    return QString::fromLatin1(name);
}

} // namespace

Settings loadSettings()
{
    QSettings kept = store();
    return readSettings(kept, {});
}

void saveSettings(const Settings& settings)
{
    QSettings kept = store();
    writeSettings(kept, settings);
}

Settings readSettings(QSettings& kept, const Settings& otherwise)
{
    Settings settings = otherwise;
    settings.model.model = kept.value(key("model/name"), otherwise.model.model).toString();
    settings.model.device = kept.value(key("model/device"), otherwise.model.device).toString();
    settings.model.weights = kept.value(key("model/weights"), otherwise.model.weights).toString();
    settings.language = kept.value(key("window/language"), otherwise.language).toString();
    const QByteArray appearance = kept.value(key("window/appearance")).toString().toLatin1();
    for (std::size_t i = 0; i < kAppearances.size(); ++i)
        if (appearance == kAppearances.at(i))
            settings.appearance = static_cast<Appearance>(i);
    bool ok = false;
    const double threshold = kept.value(key("review/threshold")).toDouble(&ok);
    if (ok)
        settings.reviewThreshold = std::clamp(threshold, 0.0, 1.0);
    settings.rememberDocuments = kept.value(key("documents/remember"), otherwise.rememberDocuments).toBool();
    settings.pageMinutes
        = std::clamp(kept.value(key("run/page_minutes"), otherwise.pageMinutes).toInt(), 0, kMostMinutes);
    settings.idleMinutes
        = std::clamp(kept.value(key("model/idle_minutes"), otherwise.idleMinutes).toInt(), 0, kMostMinutes);
    kept.beginGroup(key("keys"));
    settings.keys.clear(); // only those that differ from the usual ones are there, so that none there means something
    for (const QString& name : kept.childKeys())
        settings.keys.insert(name, kept.value(name).toString());
    kept.endGroup();
    return settings;
}

void writeSettings(QSettings& kept, const Settings& settings)
{
    kept.setValue(key("model/name"), settings.model.model);
    kept.setValue(key("model/device"), settings.model.device);
    kept.setValue(key("model/weights"), settings.model.weights);
    kept.setValue(key("window/language"), settings.language);
    kept.setValue(
        key("window/appearance"), QString::fromLatin1(kAppearances.at(static_cast<std::size_t>(settings.appearance))));
    kept.setValue(key("review/threshold"), settings.reviewThreshold);
    kept.setValue(key("documents/remember"), settings.rememberDocuments);
    kept.setValue(key("run/page_minutes"), settings.pageMinutes);
    kept.setValue(key("model/idle_minutes"), settings.idleMinutes);
    kept.beginGroup(key("keys"));
    kept.remove(QString());
    for (auto keys = settings.keys.begin(); keys != settings.keys.end(); ++keys)
        kept.setValue(keys.key(), keys.value());
    kept.endGroup();
}

WindowLayout loadLayout()
{
    const QSettings kept = store();
    return { kept.value(key("window/geometry")).toByteArray(), kept.value(key("window/state")).toByteArray() };
}

void saveLayout(const WindowLayout& layout)
{
    QSettings kept = store();
    kept.setValue(key("window/geometry"), layout.geometry);
    kept.setValue(key("window/state"), layout.state);
}

} // namespace palimpsest
