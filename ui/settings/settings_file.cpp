#include "ui/settings/settings_file.h"

#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <initializer_list>
#include <string>

#include "ui/whole_file.h"

namespace palimpsest {

namespace {

constexpr qint64 kMostBytes = 256 * 1024;
constexpr int kVersion = 1;

QString versionKey()
{
    return QStringLiteral("palimpsest/settings");
}

QString keysGroup()
{
    return QStringLiteral("keys/");
}

Error noRoom()
{
    return { ErrorCode::FileAccess, "the folder for temporary files cannot be written" };
}

// QSettings makes any object of a value that starts with an @, also where escapes spell it. What this program writes
// has @ only in keys, and of escapes only those of the backslash and of quotes.
bool hasOnlyText(QByteArray bytes)
{
    for (const char* const harmless : { "\\\\", "\\\"", "@@", "+@" })
        bytes.replace(harmless, "");
    return !bytes.contains('\\') && !bytes.contains('@') && !bytes.contains('\0');
}

bool isNumber(const QVariant& value, double most)
{
    bool ok = false;
    const double number = value.toString().toDouble(&ok);
    return ok && number >= 0 && number <= most; // nan is neither
}

bool isMinutes(const QVariant& value)
{
    bool ok = false;
    const int minutes = value.toString().toInt(&ok);
    return ok && minutes >= 0 && minutes <= kMostMinutes;
}

bool isOneOf(const QVariant& value, std::initializer_list<const char*> words)
{
    for (const char* const word : words)
        if (value.toString() == QLatin1String(word))
            return value.typeId() == QMetaType::QString;
    return false;
}

// Whether this program would have written it.
bool isSetting(const QString& key, const QVariant& value)
{
    if (key.startsWith(keysGroup()))
        return value.typeId() == QMetaType::QString;
    if (key == QLatin1String("model/weights"))
        return isOneOf(value, { "", "bf16", "q8", "q4" });
    if (key == QLatin1String("window/language"))
        return isOneOf(value, { "", "en", "de" });
    if (key == QLatin1String("window/appearance"))
        return isOneOf(value, { "system", "light", "dark" });
    if (key == QLatin1String("documents/remember"))
        return isOneOf(value, { "true", "false" });
    if (key == QLatin1String("review/threshold"))
        return isNumber(value, 1);
    return (key == QLatin1String("run/page_minutes") || key == QLatin1String("model/idle_minutes")) && isMinutes(value);
}

Result<QByteArray> contentsOf(const QString& file)
{
    QFile opened(file);
    // A pipe would never end.
    if (!QFileInfo(file).isFile() || !opened.open(QIODevice::ReadOnly))
        return Error{ ErrorCode::FileAccess, "'" + file.toStdString() + "' cannot be read" };
    const QByteArray bytes = opened.read(kMostBytes + 1);
    if (opened.error() != QFile::NoError)
        return Error{ ErrorCode::FileAccess,
            "'" + file.toStdString() + "' cannot be read: " + opened.errorString().toStdString() };
    return bytes;
}

} // namespace

Result<void> writeSettingsFile(const Settings& settings, const QString& file)
{
    const QTemporaryDir folder;
    const QString ini = folder.filePath(QStringLiteral("settings.ini"));
    {
        QSettings kept(ini, QSettings::IniFormat);
        kept.setValue(versionKey(), kVersion);
        writeSettings(kept, settings);
        for (const char* const own : { "model/name", "model/device" })
            kept.remove(QLatin1String(own));
        kept.sync();
        if (!folder.isValid() || kept.status() != QSettings::NoError)
            return noRoom();
    }
    PAL_TRY_ASSIGN(const QByteArray bytes, contentsOf(ini));
    return writeWholeFile(file, bytes);
}

Result<Settings> readSettingsFile(const QString& file, const Settings& now)
{
    PAL_TRY_ASSIGN(const QByteArray bytes, contentsOf(file));
    const std::string name = "'" + file.toStdString() + "'";
    const Error foreign{ ErrorCode::BadInput, name + " is no file of settings of this program" };
    if (bytes.size() > kMostBytes || !hasOnlyText(bytes))
        return foreign;
    const QTemporaryDir folder;
    const QString ini = folder.filePath(QStringLiteral("settings.ini"));
    PAL_TRY(writeWholeFile(ini, bytes));
    QSettings kept(ini, QSettings::IniFormat);
    bool ok = false;
    const int version = kept.value(versionKey()).toString().toInt(&ok);
    if (kept.status() != QSettings::NoError || !ok || version < 1)
        return foreign;
    if (version > kVersion)
        return Error{ ErrorCode::BadInput, name + " is of a later version of this program" };
    for (const QString& key : kept.allKeys())
        if (key != versionKey() && !isSetting(key, kept.value(key)))
            return Error{ ErrorCode::BadInput, name + " is broken at '" + key.toStdString() + "'" };
    Settings settings = readSettings(kept, now);
    settings.model.model = now.model.model;
    settings.model.device = now.model.device;
    return settings;
}

} // namespace palimpsest
