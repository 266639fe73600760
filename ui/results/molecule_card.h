#pragma once
// A molecule to compare and to correct: what stands on the page beside what the SMILES says, drawn anew at every
// letter; whether it is a molecule and what is doubtful about it; its other names. What was typed becomes a step of the
// history with Return, or when the person goes elsewhere. GUI thread; chemistry is done in a thread of its own.

#include <QThreadPool>
#include <QTimer>
#include <QWidget>
#include <optional>

#include "ui/results/molecule_study.h"
#include "ui/results/typed_item.h"

class QAction;
class QBoxLayout;
class QLabel;
class QLineEdit;
class QToolButton;

namespace palimpsest {

class PictureView;

class MoleculeCard final : public QWidget {
    Q_OBJECT

public:
    enum class Form { Smiles, Inchi, MolBlock, Svg, Picture };

    explicit MoleculeCard(Project& project, QWidget* parent = nullptr);
    ~MoleculeCard() override;

    void showItem(PageId page, std::optional<std::size_t> item);
    void setCrop(const QImage& crop); // of the page
    // In a menu below the button that copies.
    void addCopyActions(const QList<QAction*>& actions);

    void edit();
    void commit(); // what was typed and is no step of the history yet
    [[nodiscard]] bool canCopy(Form form) const;
    void copy(Form form) const;

Q_SIGNALS:
    void studied(); // what can be copied has changed

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeRows();
    void study();
    void showStudy(const MoleculeStudy& study);
    [[nodiscard]] QLabel* makeName(const QString& accessibleName);

    TypedItem m_item;
    std::optional<MoleculeStudy> m_study;
    quint64 m_asked = 0; // the last study; earlier ones that come later are passed over
    QThreadPool m_pool;
    QTimer m_pause;
    QBoxLayout* m_pictures;
    PictureView* m_crop;
    PictureView* m_drawing;
    QLineEdit* m_smiles;
    QLabel* m_verdict;
    QLabel* m_canonical;
    QLabel* m_key;
    QToolButton* m_copy;
};

} // namespace palimpsest
