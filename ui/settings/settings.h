#pragma once
// What the person has chosen once for all, kept as an INI file in the user's configuration folder; defaults may be
// preset under /etc/xdg. Nothing of any document is kept here; the names of those opened last are elsewhere
// (ui/opening/recent_files), and only while `rememberDocuments` is on. GUI thread.

#include <QByteArray>
#include <QMap>
#include <QString>

#include "ui/jobs/model_info.h"

class QSettings;

namespace palimpsest {

enum class Appearance { System, Light, Dark };

inline constexpr int kMostMinutes = 24 * 60;

struct Settings {
    ModelChoice model; // empty: the first complete model, the best device, the format that fits
    Appearance appearance = Appearance::System;
    QString language; // "en", "de"; empty: the system's
    // Of a letter. On the sample letter as the first starter read it: 10 of its 13 errors, in 6.6 % of its characters.
    double reviewThreshold = 0.95;
    bool rememberDocuments = true;
    int pageMinutes = 0;              // after which a page is given up; 0: none is
    int idleMinutes = 30;             // without reading, after which the model's memory is given back; 0: it never is
    QMap<QString, QString> keys = {}; // of commands that have others than their usual ones, as KeyTable::changed()

    friend bool operator==(const Settings&, const Settings&) = default;
};

[[nodiscard]] Settings loadSettings();
void saveSettings(const Settings& settings);

// The same in a store of the caller's; what it has not, or not in a form that counts, stays as in `otherwise`,
// but for the keys.
[[nodiscard]] Settings readSettings(QSettings& kept, const Settings& otherwise);
void writeSettings(QSettings& kept, const Settings& settings);

// Where the docks are, as QMainWindow has it.
struct WindowLayout {
    QByteArray geometry;
    QByteArray state;
};
[[nodiscard]] WindowLayout loadLayout();
void saveLayout(const WindowLayout& layout);

} // namespace palimpsest
