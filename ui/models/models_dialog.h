#pragma once
// The checkpoints there are: what each can do, what it takes of the chosen device's memory in each form of its weights;
// examined, imported, quantised and chosen here. The work is done by `palimpsest models` beside the worker. GUI thread.

#include <QDialog>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/models/model_command.h"
#include "ui/models/model_facts.h"
#include "ui/settings/device_list.h"

class QComboBox;
class QLabel;
class QProgressBar;
class QPushButton;
class QTreeWidget;

namespace palimpsest {

class ModelsDialog final : public QDialog {
    Q_OBJECT

public:
    explicit ModelsDialog(ModelChoice choice, QWidget* parent = nullptr);

    // What is known of the chosen one is said anew.
    void showFacts();

Q_SIGNALS:
    void chosen(const palimpsest::ModelChoice& choice);
    void modelsChanged(); // others are there than before
    void guideAsked();

private:
    enum class Work { Verify, Quantise, Remove, Import };

    void makeLists();
    QWidget* makeButtons();
    void connectCommands();
    void list();
    void fillDevices(const std::vector<DeviceEntry>& devices);
    void explainDevice();
    void fillModels(const QByteArray& json);
    void fillForms();
    void showModel();
    void refresh();
    void work(Work work, const QStringList& arguments);
    void settle(const QString& what);
    void askForSource();
    [[nodiscard]] const ModelInfo* currentModel() const;
    [[nodiscard]] QString currentForm() const;
    [[nodiscard]] bool isInUse(const ModelInfo& model) const;

    ModelChoice m_choice;
    std::vector<ModelInfo> m_found;
    std::vector<DeviceEntry> m_devices;
    ModelFacts m_shown;
    QString m_wanted;     // folder of the model to choose when the list is there
    QString m_wantedForm; // of its weights
    Work m_work = Work::Verify;
    ModelCommand m_listing;
    ModelCommand m_showing;
    ModelCommand m_working;
    QComboBox* m_device;
    QLabel* m_deviceNote;
    QTreeWidget* m_models;
    QLabel* m_about;
    QTreeWidget* m_forms;
    QPushButton* m_use;
    QPushButton* m_verify;
    QPushButton* m_quantise;
    QPushButton* m_remove;
    QPushButton* m_import;
    QLabel* m_said;
    QProgressBar* m_progress;
    QPushButton* m_stop;
};

} // namespace palimpsest
