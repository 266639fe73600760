#pragma once
// How one comes by a model: what was found on this computer, what the starter is for, how a published checkpoint is
// fetched and under which licence. The program fetches nothing; addresses are opened by a browser, on a click. GUI
// thread.

#include <QDialog>
#include <vector>

#include "ui/jobs/model_info.h"

class QLabel;
class QVBoxLayout;

namespace palimpsest {

class ModelGuide final : public QDialog {
    Q_OBJECT

public:
    explicit ModelGuide(const std::vector<ModelInfo>& models, QWidget* parent = nullptr);

    void setModels(const std::vector<ModelInfo>& models);

Q_SIGNALS:
    void lookAsked();   // whether another has arrived
    void modelsAsked(); // the list, with what each takes

private:
    void addHeading(const QString& words);
    QLabel* addText(const QString& words);
    void addCopied(const QString& words, const QString& name);

    QVBoxLayout* m_column;
    QLabel* m_found;
};

// "starter\nmine: lacks its tokenizer": each model a line.
[[nodiscard]] QString foundText(const std::vector<ModelInfo>& models);

} // namespace palimpsest
