// Music as a person corrects it: marks follow what is typed, the history keeps it, a synthesiser plays it where there
// is one, and where there is none the command says what is missing.

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <algorithm>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/project/result_items.h"
#include "ui/results/doubt_colour.h"
#include "ui/results/engraving_view.h"
#include "ui/results/item_card.h"
#include "ui/results/kern_edit.h"
#include "ui/results/result_panel.h"
#include "ui/results/score_card.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
using Lines = std::vector<int>;

} // namespace

class ScoreCardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void marksFollowWhatIsTyped();
    void aNoteIsChosenInTextAndPrint();
    void keysGoFromNoteToNote();
    void doubtfulMeasuresAreMarked();
    void theDrawingIsCopied();
    void whatWasTypedIsKept();
    void aSynthesiserPlaysIt();
    void aBarFollowsWhatIsPlayed();
    void whatCannotBePlayedSaysWhy();

private:
    [[nodiscard]] KernEdit& kern() const
    {
        return *m_window->results().card().score().findChild<KernEdit*>(QStringLiteral("kern"));
    }
    [[nodiscard]] EngravingView& engraved() const
    {
        return *m_window->results().card().score().findChild<EngravingView*>(QStringLiteral("engraving"));
    }
    // The note that stands there in the text.
    [[nodiscard]] std::size_t noteAt(const KernPlace& place) const;
    [[nodiscard]] QListWidget& doubts() const
    {
        return *m_window->results().card().score().findChild<QListWidget*>(QStringLiteral("doubts"));
    }
    [[nodiscard]] QAction& action(Command command) const { return m_window->actions().action(command); }
    [[nodiscard]] const ScoreSystem& system() const
    {
        return *systemAt(m_window->project().shownReading(m_page)->result->content, 0);
    }
    // A program of that name, found before all others.
    void install(const QString& program, const QByteArray& script);
    void openScore();

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<QTemporaryDir> m_folder;
    PageId m_page = 0;
};

void ScoreCardTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("PATH", m_folder->path().toLocal8Bit() + ":/usr/bin:/bin");
    openScore();
}

void ScoreCardTest::openScore()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    m_page = m_window->project().pageOrder().front();
    m_window->project().addReading(m_page, sampleScoreReading());
    QVERIFY(kern().isVisible());
}

void ScoreCardTest::cleanup()
{
    m_window.reset();
}

void ScoreCardTest::install(const QString& program, const QByteArray& script)
{
    QFile file(m_folder->filePath(program));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("#!/bin/sh\n" + script);
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

void ScoreCardTest::marksFollowWhatIsTyped()
{
    QCOMPARE(kern().doubtfulLines(), (Lines{ 8, 9 }));
    QCOMPARE(doubts().count(), 1);
    QVERIFY(doubts().item(0)->text().contains(QLatin1String("Measure 2")));
    Q_EMIT doubts().itemActivated(doubts().item(0));
    QCOMPARE(kern().textCursor().blockNumber(), 7);
    QTest::keyClick(&kern(), Qt::Key_Down);
    QTest::keyClick(&kern(), Qt::Key_End);
    QTest::keyClick(&kern(), Qt::Key_Return);
    QTest::keyClicks(&kern(), QStringLiteral("."));
    QTest::keyClick(&kern(), Qt::Key_Tab);
    QTest::keyClicks(&kern(), QStringLiteral("4a"));
    QTRY_COMPARE_WITH_TIMEOUT(kern().doubtfulLines(), (Lines{ 8, 9, 10 }), kPatienceMs); // now the lower staff is short
    QTest::keyClick(&kern(), Qt::Key_Up);
    QTest::keyClick(&kern(), Qt::Key_Up);
    QTest::keyClick(&kern(), Qt::Key_Home);
    QTest::keyClick(&kern(), Qt::Key_Right);
    QTest::keyClicks(&kern(), QStringLiteral("."));
    QTRY_COMPARE_WITH_TIMEOUT(kern().doubtfulLines(), Lines(), kPatienceMs);
    QVERIFY(doubts().isHidden());
}

std::size_t ScoreCardTest::noteAt(const KernPlace& place) const
{
    kern().showPlace(place);
    return engraved().chosen();
}

void ScoreCardTest::aNoteIsChosenInTextAndPrint()
{
    const std::size_t note = noteAt({ 9, 1, 0 });
    QVERIFY(note < engraved().engraving().notes.size());
    QCOMPARE(engraved().engraving().notes[note].measure, std::size_t(1));
    QCOMPARE(engraved().engraving().notes[note].staff, std::size_t(1));
    QCOMPARE(noteAt({ 2, 0, 0 }), kNoNote); // a clef
    QTest::mouseClick(
        engraved().viewport(), Qt::LeftButton, Qt::NoModifier, engraved().placeOf(note).center().toPoint());
    QCOMPARE(engraved().chosen(), note);
    QCOMPARE(kern().cursorPlace(), (KernPlace{ 9, 1, 0 }));
    QTest::keyClick(&kern(), Qt::Key_Up);
    QCOMPARE(engraved().chosen(), noteAt({ 8, 1, 0 }));
}

void ScoreCardTest::keysGoFromNoteToNote()
{
    engraved().setFocus();
    QTest::keyClick(&engraved(), Qt::Key_Home);
    QCOMPARE(engraved().chosen(), std::size_t(0));
    QCOMPARE(engraved().accessibleDescription(), QStringLiteral("Measure 1: 2.C"));
    const KernPlace first = kern().cursorPlace();
    QTest::keyClick(&engraved(), Qt::Key_Right);
    QVERIFY(kern().cursorPlace().line > first.line);
    QCOMPARE(kern().cursorPlace().field, first.field);
    QTest::keyClick(&engraved(), Qt::Key_Up);
    QCOMPARE(kern().cursorPlace().field, first.field + 1);
    QTest::keyClick(&engraved(), Qt::Key_Left);
    QVERIFY(kern().cursorPlace().line >= first.line);
    QVERIFY2(engraved().hasFocus(), "the keys go on being the print's");
}

void ScoreCardTest::doubtfulMeasuresAreMarked()
{
    const auto markOf = [this](std::size_t measure) {
        const Engraving& engraving = engraved().engraving();
        const auto inMeasure = [measure](const EngravedNote& note) { return note.measure == measure; };
        const auto note = std::find_if(engraving.notes.begin(), engraving.notes.end(), inMeasure);
        const auto number = static_cast<std::size_t>(note - engraving.notes.begin());
        // One pixel within the mark, above the highest line.
        const double scale = engraved().placeOf(number).width() / note->box.width();
        const RectF& box = engraving.measures[measure].box;
        const QPointF corner = engraved().placeOf(number).topLeft()
            + QPointF(box.left - note->box.left, box.top - note->box.top - 0.7) * scale;
        return engraved().viewport()->grab().toImage().pixelColor((corner + QPointF(1, 0)).toPoint());
    };
    m_window->resize(1400, 1400); // all of it is seen
    QTRY_VERIFY(engraved().verticalScrollBar()->maximum() == 0);
    QCOMPARE(markOf(1), doubtColour());
    QVERIFY(markOf(0) != doubtColour());
}

void ScoreCardTest::theDrawingIsCopied()
{
    action(Command::CopySvg).trigger();
    QVERIFY(QApplication::clipboard()->text().startsWith(QLatin1String("<?xml")));
    QVERIFY(QApplication::clipboard()->mimeData()->hasFormat(QStringLiteral("image/svg+xml")));
    action(Command::CopyDrawing).trigger();
    QVERIFY(QApplication::clipboard()->mimeData()->hasImage());
    QVERIFY2(!action(Command::CopySmiles).isEnabled(), "music has none");
    kern().setPlainText(QStringLiteral("**kern\n*-"));
    QTRY_VERIFY_WITH_TIMEOUT(!action(Command::CopySvg).isEnabled(), kPatienceMs);
}

void ScoreCardTest::whatWasTypedIsKept()
{
    kern().goToLine(8);
    QTest::keyClick(&kern(), Qt::Key_Right);
    QTest::keyClicks(&kern(), QStringLiteral("."));
    QVERIFY2(!m_window->project().shownReading(m_page)->isEdited(), "half a word is no step of the history");
    m_window->results().list().setFocus();
    QVERIFY(system().kern.find("\n2.D\t4d\n") != std::string::npos);
    QVERIFY(!system().warnings.empty());
    action(Command::Undo).trigger();
    QCOMPARE(system(), *systemAt(sampleScoreReading().result->content, 0));
    QVERIFY(kern().toPlainText().contains(QLatin1String("\n2D\t4d\n")));
    action(Command::Redo).trigger();
    QVERIFY(kern().toPlainText().contains(QLatin1String("\n2.D\t4d\n")));
}

void ScoreCardTest::aSynthesiserPlaysIt()
{
    const QString heard = m_folder->filePath(QStringLiteral("heard.mid"));
    install(QStringLiteral("fluidsynth"), "cp \"$2\" '" + heard.toLocal8Bit() + "'; sleep 30\n");
    m_window.reset();
    openScore();
    QAction& play = action(Command::Play);
    QVERIFY(play.isEnabled());
    play.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(heard) && QFile(heard).size() > 100, kPatienceMs);
    QVERIFY(play.isChecked());
    QFile file(heard);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.read(4), QByteArray("MThd"));
    play.trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!play.isChecked(), kPatienceMs);
    QVERIFY2(m_window->messages().shownText().isEmpty(), "what a person stops has not failed");
}

void ScoreCardTest::aBarFollowsWhatIsPlayed()
{
    install(QStringLiteral("fluidsynth"), "sleep 30\n");
    m_window.reset();
    openScore();
    QVERIFY(engraved().playedPlace().isNull());
    action(Command::Play).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(engraved().playedRow().has_value(), kPatienceMs);
    const std::size_t first = *engraved().playedRow();
    const auto labels = m_window->results().card().score().findChildren<QLabel*>();
    QVERIFY2(std::any_of(labels.begin(), labels.end(),
                 [](const QLabel* label) { return label->text().contains(QLatin1String("by the clock")); }),
        "nobody knows when the synthesiser is heard");
    QVERIFY(!engraved().playedPlace().isNull());
    QTRY_VERIFY_WITH_TIMEOUT(engraved().playedRow() > first, kPatienceMs);
    action(Command::Play).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(!engraved().playedRow().has_value(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!action(Command::Play).isChecked(), kPatienceMs);
    action(Command::Play).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(engraved().playedRow().has_value(), kPatienceMs);
    QTest::keyClick(&kern(), Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(!engraved().playedRow().has_value(), kPatienceMs); // other text than is heard
    QVERIFY(action(Command::Play).isChecked());
}

void ScoreCardTest::whatCannotBePlayedSaysWhy()
{
    if (QFile::exists(QStringLiteral("/usr/bin/fluidsynth")) || QFile::exists(QStringLiteral("/usr/bin/timidity")))
        QSKIP("a synthesiser is installed here");
    QVERIFY(!action(Command::Play).isEnabled());
    QVERIFY(action(Command::Play).toolTip().contains(QLatin1String("FluidSynth")));
    install(QStringLiteral("timidity"), "echo 'no instruments' >&2; exit 3\n");
    m_window.reset();
    openScore();
    action(Command::Play).trigger();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().shownText().contains(QLatin1String("no instruments")), kPatienceMs);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ScoreCardTest)
#include "score_card_test.moc"
