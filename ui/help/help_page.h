#pragma once
// The help: first steps and what else one should know, from a text that comes with the program, and the keys that hold
// at the moment. A window of its own, to stand beside the other. GUI thread.

#include <QDialog>

#include "ui/settings/key_table.h"

namespace palimpsest {

class HelpPage final : public QDialog {
    Q_OBJECT

public:
    explicit HelpPage(const KeyTable& keys, QWidget* parent = nullptr);
};

// A table in Markdown: command and keys, without the commands that have none.
[[nodiscard]] QString keysAsMarkdown(const KeyTable& keys);

} // namespace palimpsest
