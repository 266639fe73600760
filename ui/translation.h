#pragma once
// The language of the window. Called once, before the first widget is made.

#include <QString>

namespace palimpsest {

// `language`: "en", "de"; empty: the system's. The source is English, so what is not translated stays English.
void installTranslations(const QString& language);

} // namespace palimpsest
