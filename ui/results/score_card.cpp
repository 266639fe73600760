#include "ui/results/score_card.h"

#include <QAction>
#include <QApplication>
#include <QBoxLayout>
#include <QClipboard>
#include <QEvent>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <map>
#include <utility>

#include "pipelines/export/engraving_svg.h"
#include "pipelines/music/midi_file.h"
#include "pipelines/music/played_order.h"
#include "ui/project/result_items.h"
#include "ui/results/engraving_painter.h"
#include "ui/results/engraving_view.h"
#include "ui/results/fault_sentences.h"
#include "ui/results/kern_edit.h"
#include "ui/results/picture_view.h"

namespace palimpsest {

namespace {

constexpr int kCheckPauseMs = 200;
constexpr int kCommitPauseMs = 1500;
constexpr int kDoubtRows = 4;        // that are seen without scrolling
constexpr double kCopiedPixels = 16; // of a copied picture, a space

} // namespace

ScoreCard::ScoreCard(Project& project, QWidget* parent)
    : QWidget(parent),
      m_item(project),
      m_pictures(new QBoxLayout(QBoxLayout::TopToBottom)),
      m_crop(new PictureView(tr("The music on the page"), this)),
      m_engraved(new EngravingView(this)),
      m_kern(new KernEdit(this)),
      m_summary(new QLabel(this)),
      m_doubts(new QListWidget(this)),
      m_buttons(new QHBoxLayout)
{
    m_doubts->setAccessibleName(tr("What is doubtful about the music"));
    m_doubts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // a row's tip has all of it
    m_doubts->setObjectName(QStringLiteral("doubts"));
    m_summary->setWordWrap(true);
    m_buttons->addWidget(m_summary, 1);
    auto* const column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_pictures->addWidget(m_crop, 2);
    m_pictures->addWidget(m_engraved, 3);
    column->addLayout(m_pictures, 3);
    column->addWidget(m_kern, 2);
    column->addWidget(m_doubts);
    column->addLayout(m_buttons);
    m_checkPause.setSingleShot(true);
    m_checkPause.setInterval(kCheckPauseMs);
    m_commitPause.setSingleShot(true);
    m_commitPause.setInterval(kCommitPauseMs);
    connect(&m_checkPause, &QTimer::timeout, this, &ScoreCard::check);
    connect(&m_commitPause, &QTimer::timeout, this, &ScoreCard::commit);
    connect(m_kern, &QPlainTextEdit::textChanged, this, [this] {
        m_item.setTyped();
        m_checkPause.start();
        m_commitPause.start();
    });
    connect(m_kern, &QPlainTextEdit::cursorPositionChanged, this, &ScoreCard::chooseWrittenNote);
    connect(m_engraved, &EngravingView::noteChosen, this, &ScoreCard::showWritten);
    connect(m_doubts, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { m_kern->goToLine(item->data(Qt::UserRole).toInt()); });
    m_kern->installEventFilter(this);
    setFocusProxy(m_kern);
}

void ScoreCard::addButtons(const QList<QAction*>& actions)
{
    for (QAction* const action : actions) {
        auto* const button = new QToolButton(this);
        button->setDefaultAction(action);
        button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        m_buttons->addWidget(button);
    }
}

void ScoreCard::addDrawingActions(const QList<QAction*>& actions)
{
    m_engraved->addActions(actions);
    m_engraved->setContextMenuPolicy(Qt::ActionsContextMenu);
}

void ScoreCard::showItem(PageId page, std::optional<std::size_t> item)
{
    const bool same = m_item.isAt(page, item);
    if (same && m_item.isTyped())
        return; // what is being typed is newer
    if (!same)
        commit();
    m_item.moveTo(page, item);
    const ScoreSystem* const system = m_item.found(systemAt);
    const QString kern = system == nullptr ? QString() : QString::fromStdString(system->kern).trimmed();
    if (kern != m_kern->toPlainText()) {
        const QSignalBlocker quiet(m_kern);
        const int line = same ? m_kern->textCursor().blockNumber() : 0;
        m_kern->setPlainText(kern);
        m_kern->setTextCursor(
            QTextCursor(m_kern->document()->findBlockByNumber(std::min(line, m_kern->blockCount() - 1))));
    }
    check();
    if (!same && m_doubts->count() > 0)
        m_kern->showLine(m_doubts->item(0)->data(Qt::UserRole).toInt());
}

void ScoreCard::setCrop(const QImage& crop)
{
    m_crop->setImage(crop);
}

void ScoreCard::edit()
{
    m_kern->setFocus(Qt::OtherFocusReason);
}

PlayedMusic ScoreCard::played() const
{
    const ScoreTimeline timeline
        = playedTimeline(checkKern(m_kern->toPlainText().toStdString(), Pickup::Allowed).timeline);
    return { midiFile(timeline), playedMoments(timeline) };
}

QString ScoreCard::text() const
{
    return m_kern->toPlainText();
}

void ScoreCard::setPlayedRow(std::optional<std::size_t> row)
{
    m_engraved->setPlayedRow(row);
    showSummary();
}

// While the bar goes by the clock, it says so: no synthesiser tells when it is first heard.
void ScoreCard::showSummary()
{
    const ScoreSystem& system = m_checked.system;
    m_summary->setText(m_engraved->playedRow() ? tr("The bar goes by the clock; the sound may come a little later.")
            : m_item.hasItem() ? tr("%n measure(s)", nullptr, static_cast<int>(system.measures)) + QStringLiteral(" · ")
                + tr("%n staff/staves", nullptr, static_cast<int>(system.spines))
                               : QString());
}

void ScoreCard::copySvg() const
{
    const QString svg = QString::fromStdString(svgOfEngraving(m_engraved->engraving(), {}));
    auto* const content = new QMimeData;
    content->setText(svg);
    content->setData(QStringLiteral("image/svg+xml"), svg.toUtf8());
    QApplication::clipboard()->setMimeData(content);
}

void ScoreCard::copyPicture() const
{
    QApplication::clipboard()->setImage(pictureOf(m_engraved->engraving(), kCopiedPixels));
}

bool ScoreCard::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_kern && event->type() == QEvent::FocusOut)
        commit();
    return QWidget::eventFilter(object, event);
}

// Beside each other where there is room for it.
void ScoreCard::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_pictures->setDirection(width() > height() ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

void ScoreCard::commit()
{
    m_commitPause.stop();
    m_item.commit(m_kern->toPlainText());
}

void ScoreCard::check()
{
    m_checked = checkKern(m_kern->toPlainText().toStdString(), Pickup::Allowed);
    const ScoreSystem& system = m_checked.system;
    m_sounds = system.measures > 0;
    m_kern->setDoubts(m_checked.doubts);
    engrave();
    showSummary();
    m_doubts->clear();
    for (const DoubtfulLines& doubt : m_checked.doubts) {
        auto* const row
            = new QListWidgetItem(tr("Line %1: %2").arg(doubt.first).arg(sentenceOf(doubt.warning)), m_doubts);
        row->setData(Qt::UserRole, static_cast<int>(doubt.first));
        row->setToolTip(row->text());
    }
    m_doubts->setVisible(m_doubts->count() > 0);
    if (m_doubts->count() > 0)
        m_doubts->setFixedHeight(
            std::min(kDoubtRows, m_doubts->count()) * m_doubts->sizeHintForRow(0) + 2 * m_doubts->frameWidth());
    Q_EMIT checked();
}

void ScoreCard::engrave()
{
    std::map<std::size_t, QString> doubts;
    for (const ScoreWarning& warning : m_checked.system.warnings) {
        if (!warning.measure)
            continue;
        QString& why = doubts[*warning.measure - 1];
        why += (why.isEmpty() ? QString() : QStringLiteral("\n")) + sentenceOf(warning);
    }
    m_engraved->setMusic(m_checked.timeline, std::move(doubts));
    chooseWrittenNote();
}

// Between a letter that is typed and the check behind it, rows and lines are those of before.
void ScoreCard::chooseWrittenNote()
{
    const KernPlace place = m_kern->cursorPlace();
    const std::vector<EngravedNote>& notes = m_engraved->engraving().notes;
    const auto note = std::find_if(notes.begin(), notes.end(), [&](const EngravedNote& found) {
        return found.row < m_checked.lines.size() && static_cast<int>(m_checked.lines[found.row]) == place.line
            && static_cast<int>(found.cell) == place.field && static_cast<int>(found.member) == place.member;
    });
    m_engraved->setChosen(note == notes.end() ? kNoNote : static_cast<std::size_t>(note - notes.begin()));
}

void ScoreCard::showWritten(std::size_t note)
{
    const EngravedNote& written = m_engraved->engraving().notes[note];
    if (written.row < m_checked.lines.size())
        m_kern->showPlace({ static_cast<int>(m_checked.lines[written.row]), static_cast<int>(written.cell),
            static_cast<int>(written.member) });
}

} // namespace palimpsest
