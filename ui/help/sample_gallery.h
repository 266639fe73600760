#pragma once
// The pages that come with the program, as pictures, each with the task it is a sample of. GUI thread.

#include <QDialog>
#include <QHash>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/pages/page_loader.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace palimpsest {

struct SamplePage {
    QString file; // in the samples of the resources
    QString task;
    QString title;
    QString about;
};

// Those that are there.
[[nodiscard]] std::vector<SamplePage> samplePages();

class SampleGallery final : public QDialog {
    Q_OBJECT

public:
    // `model`: the one at hand, to say what it reads.
    explicit SampleGallery(const ModelInfo& model, QWidget* parent = nullptr);

Q_SIGNALS:
    void openAsked(const palimpsest::SamplePage& sample);

private:
    void explain();
    void openCurrent();
    void show(PageLoader::Ticket ticket, const QImage& image);

    std::vector<SamplePage> m_samples;
    ModelInfo m_model;
    PageLoader* m_loader;
    QHash<PageLoader::Ticket, int> m_rows;
    QListWidget* m_list;
    QLabel* m_about;
    QPushButton* m_open = nullptr;
};

} // namespace palimpsest
