#pragma once
// The settings in one dialog: which model on which device, how the window looks, what counts as doubtful. GUI thread.

#include <QDialog>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/settings/device_list.h"
#include "ui/settings/settings.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QSpinBox;

namespace palimpsest {

class SettingsDialog final : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(const Settings& settings, std::vector<ModelInfo> models, QWidget* parent = nullptr);

    [[nodiscard]] Settings settings() const;

private:
    QWidget* makeModelPage();
    QWidget* makeWindowPage();
    void fill(const Settings& settings);
    void fillModels();
    void fillDevices(const std::vector<DeviceEntry>& devices);
    void chooseModelFolder();
    void explain();
    static void select(QComboBox& box, const QString& value);

    std::vector<ModelInfo> m_models;
    std::vector<DeviceEntry> m_devices;
    QComboBox* m_model;
    QLabel* m_modelNote;
    QComboBox* m_device;
    QLabel* m_deviceNote;
    QComboBox* m_weights;
    QComboBox* m_appearance;
    QComboBox* m_language;
    QSpinBox* m_threshold;
};

} // namespace palimpsest
