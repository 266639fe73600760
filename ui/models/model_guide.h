#pragma once
// How one comes by a model: what was found on this computer, what the starter is for, which published checkpoint this
// computer has the memory for, how it is fetched and under which licence. The program fetches nothing; addresses are
// opened by a browser, on a click. GUI thread.

#include <QDialog>
#include <vector>

#include "ui/jobs/model_info.h"
#include "ui/models/model_command.h"
#include "ui/models/published_fit.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace palimpsest {

class ModelGuide final : public QDialog {
    Q_OBJECT

public:
    explicit ModelGuide(const std::vector<ModelInfo>& models, QWidget* parent = nullptr);

    void setModels(const std::vector<ModelInfo>& models);
    void setFits(const PublishedFits& fits);

Q_SIGNALS:
    void lookAsked();   // whether another has arrived
    void modelsAsked(); // the list, with what each takes

protected:
    void changeEvent(QEvent* event) override;

private:
    void addHeading(const QString& words);
    QLabel* addText(const QString& words, const QString& name = {});
    void addFetching();
    void showAddresses();

    QVBoxLayout* m_column;
    QString m_advised; // the checkpoint that is to be fetched
    ModelCommand m_weighing;
    QLabel* m_found = nullptr;
    QLabel* m_starter = nullptr;
    QLabel* m_fits = nullptr;
    QLabel* m_addresses = nullptr;
    QLineEdit* m_fetching = nullptr;
};

// "starter\nmine: lacks its tokenizer": each model a line.
[[nodiscard]] QString foundText(const std::vector<ModelInfo>& models);
// What the starter says that it can do; empty where there is none.
[[nodiscard]] QString starterText(const std::vector<ModelInfo>& models);

} // namespace palimpsest
