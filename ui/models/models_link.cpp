#include "ui/models/models_link.h"

#include <QWidget>
#include <algorithm>

#include "ui/jobs/job_controller.h"
#include "ui/jobs/run_link.h"
#include "ui/models/model_guide.h"
#include "ui/models/models_dialog.h"
#include "ui/settings/settings.h"
#include "ui/window_actions.h"

namespace palimpsest {

ModelsLink::ModelsLink(const Parts& parts, QWidget& window) : QObject(&window), m_parts(parts), m_window(window)
{
    parts.actions.connectTo(Command::Models, this, &ModelsLink::showModels);
    parts.actions.connectTo(Command::ModelGuide, this, &ModelsLink::showGuide);
    connect(&parts.run, &RunLink::modelsChanged, this, [this] {
        if (m_guide != nullptr)
            m_guide->setModels(m_parts.run.models());
    });
}

void ModelsLink::showModels()
{
    if (m_guide != nullptr)
        m_guide->close();
    m_models = new ModelsDialog(loadSettings().model, &m_window);
    connect(m_models, &ModelsDialog::chosen, this, [this](const ModelChoice& choice) {
        Settings settings = loadSettings();
        settings.model = choice;
        saveSettings(settings);
        use(choice);
    });
    connect(m_models, &ModelsDialog::modelsChanged, &m_parts.jobs, &JobController::listModels);
    connect(m_models, &ModelsDialog::guideAsked, this, &ModelsLink::showGuide);
    m_models->open();
}

void ModelsLink::use(const ModelChoice& choice)
{
    const std::vector<ModelInfo>& known = m_parts.run.models();
    if (std::any_of(
            known.begin(), known.end(), [&choice](const ModelInfo& model) { return model.folder == choice.model; }))
        return m_parts.run.setModel(choice);
    connect(
        &m_parts.run, &RunLink::modelsChanged, this, [this, choice] { m_parts.run.setModel(choice); },
        Qt::SingleShotConnection);
    m_parts.jobs.listModels(); // it has arrived since
}

void ModelsLink::showGuide()
{
    if (m_models != nullptr)
        m_models->close();
    m_guide = new ModelGuide(m_parts.run.models(), &m_window);
    connect(m_guide, &ModelGuide::lookAsked, &m_parts.jobs, &JobController::listModels);
    connect(m_guide, &ModelGuide::modelsAsked, this, &ModelsLink::showModels);
    m_guide->open();
}

} // namespace palimpsest
