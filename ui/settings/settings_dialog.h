#pragma once
// The settings in one dialog: which model on which device, how the window looks, what counts as doubtful, the keys of
// commands; with a search through all of them. GUI thread.

#include <QDialog>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/settings/device_list.h"
#include "ui/settings/key_table.h"
#include "ui/settings/settings.h"

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFileDialog;
class QLabel;
class QSpinBox;

namespace palimpsest {

class SettingSearch;
class ShortcutPage;

class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    // `keys`: of all commands; what `settings` has of them is put in.
    SettingsDialog(
        const Settings& settings, std::vector<ModelInfo> models, const KeyTable& keys, QWidget* parent = nullptr);

    [[nodiscard]] Settings settings() const;

    // What the dialog shows, as a file; what a file has, into the dialog, where it counts with "OK" only.
    void saveAs(const QString& file);
    void load(const QString& file);

private:
    QWidget* makeModelPage();
    QWidget* makeWindowPage();
    void fill(const Settings& settings);
    void fillModels();
    void fillDevices(const std::vector<DeviceEntry>& devices);
    void chooseModelFolder();
    void addFileButtons(QDialogButtonBox& buttons);
    void chooseFile(QFileDialog& dialog, void (SettingsDialog::*then)(const QString&));
    void say(const QString& text);
    void explain();
    static void select(QComboBox& box, const QString& value);

    std::vector<ModelInfo> m_models;
    std::vector<DeviceEntry> m_devices;
    SettingSearch* m_search;
    QComboBox* m_model;
    QLabel* m_modelNote;
    QComboBox* m_device;
    QLabel* m_deviceNote;
    QComboBox* m_weights;
    QSpinBox* m_pageMinutes;
    QSpinBox* m_idleMinutes;
    QComboBox* m_appearance;
    QComboBox* m_language;
    QSpinBox* m_threshold;
    QCheckBox* m_remember;
    ShortcutPage* m_shortcuts;
    QLabel* m_fileNote; // hidden until there is something to say of a file
};

} // namespace palimpsest
