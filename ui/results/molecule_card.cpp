#include "ui/results/molecule_card.h"

#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QToolButton>
#include <cmath>
#include <utility>

#include "ui/icon.h"
#include "ui/project/result_items.h"
#include "ui/results/fault_sentences.h"
#include "ui/results/picture_view.h"

namespace palimpsest {

namespace {

constexpr int kPauseMs = 150; // between letters

} // namespace

MoleculeCard::MoleculeCard(Project& project, QWidget* parent)
    : QWidget(parent),
      m_item(project),
      m_pictures(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_crop(new PictureView(tr("The drawing on the page"), this)),
      m_drawing(new PictureView(tr("The drawing of the SMILES"), this)),
      m_smiles(new QLineEdit(this)),
      m_verdict(new QLabel(this)),
      m_canonical(makeName(tr("Canonical SMILES"))),
      m_key(makeName(tr("InChIKey"))),
      m_copy(new QToolButton(this))
{
    makeRows();
    m_pool.setMaxThreadCount(1);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    connect(&m_pause, &QTimer::timeout, this, &MoleculeCard::study);
    connect(m_smiles, &QLineEdit::textEdited, this, [this] {
        m_item.setTyped();
        m_pause.start();
    });
    connect(m_smiles, &QLineEdit::editingFinished, this, &MoleculeCard::commit);
    setFocusProxy(m_smiles);
}

MoleculeCard::~MoleculeCard()
{
    m_smiles->disconnect(this); // it says that it is left when it goes
    m_pool.clear();
    m_pool.waitForDone();
}

void MoleculeCard::makeRows()
{
    m_smiles->setObjectName(QStringLiteral("smiles"));
    m_smiles->setAccessibleName(tr("SMILES"));
    m_verdict->setObjectName(QStringLiteral("verdict"));
    m_verdict->setWordWrap(true);
    m_copy->setText(tr("Copy as"));
    m_copy->setIcon(iconNamed("copy"));
    m_copy->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_copy->setPopupMode(QToolButton::InstantPopup);
    m_copy->setMenu(new QMenu(m_copy));
    m_pictures->addWidget(m_crop, 1);
    m_pictures->addWidget(m_drawing, 1);
    auto* const names = new QFormLayout;
    names->addRow(tr("SMILES"), m_smiles);
    names->addRow(QString(), m_verdict);
    names->addRow(tr("Canonical"), m_canonical);
    names->addRow(tr("InChIKey"), m_key);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addLayout(m_pictures, 1);
    column->addLayout(names);
    column->addWidget(m_copy, 0, Qt::AlignLeft);
}

QLabel* MoleculeCard::makeName(const QString& accessibleName)
{
    auto* const label = new QLabel(this);
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void MoleculeCard::addCopyActions(const QList<QAction*>& actions)
{
    m_copy->menu()->addActions(actions);
}

void MoleculeCard::showItem(PageId page, std::optional<std::size_t> item)
{
    const bool same = m_item.isAt(page, item);
    if (same && m_item.isTyped())
        return; // what is being typed is newer
    if (!same)
        commit();
    m_item.moveTo(page, item);
    const Molecule* const molecule = m_item.found(moleculeAt);
    const QString smiles = molecule == nullptr ? QString() : QString::fromStdString(molecule->smiles);
    if (same && smiles == m_smiles->text())
        return;
    m_smiles->setText(smiles);
    if (!same)
        m_drawing->setImage({});
    m_study.reset();
    if (molecule != nullptr)
        study();
    Q_EMIT studied();
}

// Beside each other where there is room for it.
void MoleculeCard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_pictures->setDirection(width() > height() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void MoleculeCard::setCrop(const QImage& crop)
{
    m_crop->setImage(crop);
}

void MoleculeCard::edit()
{
    m_smiles->setFocus(Qt::OtherFocusReason);
    m_smiles->selectAll();
}

void MoleculeCard::commit()
{
    m_item.commit(m_smiles->text());
}

void MoleculeCard::study()
{
    const quint64 asked = ++m_asked;
    m_pool.clear(); // what waits there is of letters before
    m_pool.start([this, asked, smiles = m_smiles->text()] {
        QMetaObject::invokeMethod(
            this,
            [this, asked, study = studyOf(smiles)] {
                if (asked == m_asked)
                    showStudy(study);
            },
            Qt::QueuedConnection);
    });
}

// A text that is no molecule leaves the last drawing in sight: it shows what changed.
void MoleculeCard::showStudy(const MoleculeStudy& study)
{
    m_study = study;
    QStringList sentences;
    if (!study.isMolecule())
        sentences << tr("This is no molecule.");
    else if (study.molecule.warnings.empty())
        sentences << tr("A molecule; its chemistry is in order.");
    for (const MoleculeWarning& warning : study.molecule.warnings)
        sentences << sentenceOf(warning, study.atoms);
    // Chemistry may be in order and the drawing another one.
    const Molecule* const read = m_item.found(moleculeAt);
    if (read != nullptr && read->confidence && !m_item.isTyped())
        sentences << tr("The model was %1 % sure of what it read.").arg(std::lround(*read->confidence * 100));
    m_verdict->setText(sentences.join(QLatin1Char('\n')));
    m_canonical->setText(QString::fromStdString(study.molecule.canonical));
    m_key->setText(study.isMolecule() && study.inchiKey.isEmpty() ? tr("InChI has no words for it.") : study.inchiKey);
    m_drawing->setCaption(study.isMolecule() ? QString()
            : m_drawing->image().isNull()    ? tr("No molecule")
                                             : tr("Before the last change"));
    if (study.isMolecule())
        m_drawing->setImage(study.picture);
    Q_EMIT studied();
}

bool MoleculeCard::canCopy(Form form) const
{
    if (!m_study || !m_item.hasItem())
        return false;
    if (form == Form::Inchi)
        return !m_study->inchi.isEmpty();
    return form == Form::Smiles || m_study->isMolecule();
}

void MoleculeCard::copy(Form form) const
{
    if (!canCopy(form))
        return;
    auto* const content = new QMimeData;
    switch (form) {
    case Form::Smiles:
        content->setText(QString::fromStdString(m_study->molecule.smiles));
        break;
    case Form::Inchi:
        content->setText(m_study->inchi);
        break;
    case Form::MolBlock:
        content->setText(m_study->molBlock);
        content->setData(QStringLiteral("chemical/x-mdl-molfile"), m_study->molBlock.toUtf8());
        break;
    case Form::Svg:
        content->setText(m_study->svg);
        content->setData(QStringLiteral("image/svg+xml"), m_study->svg.toUtf8());
        break;
    case Form::Picture:
        content->setImageData(m_study->picture);
        break;
    }
    QApplication::clipboard()->setMimeData(content);
}

} // namespace palimpsest
