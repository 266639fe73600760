#include "ui/help/sample_link.h"

#include <algorithm>

#include "ui/jobs/run_link.h"
#include "ui/jobs/task_bar.h"
#include "ui/jobs/task_names.h"
#include "ui/message_strip.h"
#include "ui/pages/document_opener.h"
#include "ui/pages/page_strip.h"
#include "ui/project/project.h"
#include "ui/window_actions.h"

namespace palimpsest {

SampleLink::SampleLink(const Parts& parts, QWidget& window) : QObject(&window), m_parts(parts), m_window(window)
{
    parts.actions.connectTo(Command::Samples, this, &SampleLink::showGallery);
    connect(&parts.run, &RunLink::modelOffered, this, [this](const ModelInfo& model) { m_model = model; });
    connect(&parts.opener, &DocumentOpener::opened, this, &SampleLink::offer);
}

void SampleLink::showGallery()
{
    auto* const gallery = new SampleGallery(m_model, &m_window);
    connect(gallery, &SampleGallery::openAsked, this, [this](const SamplePage& sample) {
        m_opening = sample;
        m_parts.opener.open({ sample.file });
    });
    gallery->open();
}

void SampleLink::offer(const QString& file)
{
    if (!m_opening || m_opening->file != file)
        return;
    const SamplePage sample = *m_opening;
    m_opening.reset();
    showPageOf(file);
    if (const QString why = m_model.whyNot(sample.task); !why.isEmpty()) {
        m_parts.messages.post({ MessageStrip::Kind::Information,
            tr("%1: %2 The model at hand does not read it: %3").arg(sample.title, sample.about, why),
            tr("Get a Model…"), [this] { m_parts.actions.action(Command::ModelGuide).trigger(); } });
        return;
    }
    m_parts.messages.post({ MessageStrip::Kind::Information, tr("%1: %2").arg(sample.title, sample.about),
        tr("Read as: %1").arg(nameOfTask(sample.task)), [this, sample] { read(sample); } });
}

void SampleLink::read(const SamplePage& sample)
{
    if (!showPageOf(sample.file))
        return;
    m_parts.task.setTask(sample.task);
    m_parts.actions.action(Command::RunPage).trigger();
}

bool SampleLink::showPageOf(const QString& file)
{
    const std::vector<DocumentEntry>& documents = m_parts.project.documents();
    const auto found = std::find_if(
        documents.begin(), documents.end(), [&file](const DocumentEntry& entry) { return entry.file == file; });
    if (found == documents.end())
        return false;
    m_parts.strip.showPage(found->pages.front());
    return true;
}

} // namespace palimpsest
