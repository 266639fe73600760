#include "ui/models/models_link.h"

#include <QWidget>
#include <algorithm>

#include "ui/jobs/job_controller.h"
#include "ui/jobs/run_link.h"
#include "ui/message_strip.h"
#include "ui/models/model_guide.h"
#include "ui/models/model_terms.h"
#include "ui/models/models_dialog.h"
#include "ui/models/terms_dialog.h"
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
    connect(&parts.run, &RunLink::termsAsked, this, &ModelsLink::showTerms);
}

void ModelsLink::showModels()
{
    if (m_guide != nullptr)
        m_guide->close();
    m_models = new ModelsDialog(loadSettings().model, &m_window);
    connect(m_models, &ModelsDialog::chosen, this, [this](const ModelChoice& choice) {
        keep(choice);
        use(choice);
    });
    connect(m_models, &ModelsDialog::modelsChanged, &m_parts.jobs, &JobController::listModels);
    connect(m_models, &ModelsDialog::guideAsked, this, &ModelsLink::showGuide);
    m_models->open();
}

void ModelsLink::keep(const ModelChoice& choice)
{
    Settings settings = loadSettings();
    settings.model = choice;
    saveSettings(settings);
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

void ModelsLink::showTerms(const ModelInfo& model)
{
    if (m_terms != nullptr)
        return;
    m_terms = new TermsDialog(model.name, m_models != nullptr ? static_cast<QWidget*>(m_models) : &m_window);
    connect(m_terms, &QDialog::accepted, this, [this, model] { termsAcknowledged(model); });
    connect(m_terms, &QDialog::rejected, this, [this, model] { termsDeclined(model); });
    m_terms->open();
}

void ModelsLink::termsAcknowledged(const ModelInfo& model)
{
    m_terms.clear();
    if (!acknowledgeTerms(model.folder))
        m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("That you acknowledged the terms could not be kept on the disk; you will be asked again at the next "
               "start."),
            {}, {} });
    m_parts.run.setModel(m_parts.run.choice());
    if (m_models != nullptr)
        m_models->showFacts();
}

// The one before it, else the first that may be used. No choice is that of the first there is.
void ModelsLink::termsDeclined(const ModelInfo& model)
{
    m_terms.clear();
    const std::vector<ModelInfo>& models = m_parts.run.models();
    const auto isThere = [](const ModelInfo& candidate) { return candidate.isComplete(); };
    const auto first = std::find_if(models.begin(), models.end(), isThere);
    const auto other = std::find_if(models.begin(), models.end(),
        [&isThere](const ModelInfo& candidate) { return isThere(candidate) && mayBeUsed(candidate); });
    if (other == models.end())
        return m_parts.messages.post({ MessageStrip::Kind::Warning,
            tr("No page can be read: the terms of %1 were not acknowledged, and there is no other model.")
                .arg(model.name),
            tr("Show the Terms…"), [this, model] { showTerms(model); } });
    ModelChoice choice = m_parts.run.used();
    if (choice == m_parts.run.choice() || (choice.model.isEmpty() && other != first))
        choice = { other->folder, m_parts.run.choice().device, {} };
    keep(choice);
    m_parts.run.setModel(choice);
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
