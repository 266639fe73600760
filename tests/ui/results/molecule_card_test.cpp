// A molecule as a person corrects it: the drawing follows every letter, what is no molecule is said to be none, and
// what is copied is what other programs read.

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/page_view/page_view.h"
#include "ui/project/result_items.h"
#include "ui/results/item_card.h"
#include "ui/results/molecule_card.h"
#include "ui/results/result_panel.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class MoleculeCardTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theCardKnowsTheMolecule();
    void theDrawingFollowsTheLetters();
    void whatWasTypedIsKept();
    void otherProgramsReadWhatIsCopied();

private:
    [[nodiscard]] MoleculeCard& card() const { return m_window->results().card().molecule(); }
    [[nodiscard]] QLineEdit& smiles() const { return *card().findChild<QLineEdit*>(QStringLiteral("smiles")); }
    [[nodiscard]] QString verdict() const { return card().findChild<QLabel*>(QStringLiteral("verdict"))->text(); }
    [[nodiscard]] QAction& action(Command command) const { return m_window->actions().action(command); }
    [[nodiscard]] const Molecule& molecule(std::size_t item) const
    {
        return *moleculeAt(m_window->project().shownReading(m_page)->result->content, item);
    }
    [[nodiscard]] QStringList texts() const
    {
        QStringList all;
        for (const QLabel* const label : card().findChildren<QLabel*>())
            all << label->text();
        return all;
    }

    std::unique_ptr<MainWindow> m_window;
    PageId m_page = 0;
};

void MoleculeCardTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->project().addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    m_page = m_window->project().pageOrder().front();
    m_window->project().addReading(m_page, sampleMoleculeReading());
    QVERIFY(card().isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(card().canCopy(MoleculeCard::Form::Picture), kPatienceMs);
}

void MoleculeCardTest::cleanup()
{
    m_window.reset();
}

// The key of aspirin is in every catalogue.
void MoleculeCardTest::theCardKnowsTheMolecule()
{
    QVERIFY(texts().contains(QStringLiteral("BSYNRYMUTXBXSQ-UHFFFAOYSA-N")));
    QVERIFY(verdict().contains(QLatin1String("chemistry is in order")));
    m_window->results().setCurrentItem(1);
    QTRY_VERIFY_WITH_TIMEOUT(verdict().contains(QLatin1String("often a group that was misread")), kPatienceMs);
}

void MoleculeCardTest::theDrawingFollowsTheLetters()
{
    const auto sees = [&](const char* words) { return verdict().contains(QLatin1String(words)); };
    smiles().setFocus();
    smiles().selectAll();
    QTest::keyClicks(&smiles(), QStringLiteral("C1CC"));
    QTRY_VERIFY_WITH_TIMEOUT(sees("no molecule") && sees("never closed"), kPatienceMs);
    QVERIFY(!action(Command::CopyMolBlock).isEnabled());
    QVERIFY(action(Command::CopySmiles).isEnabled());
    QTest::keyClicks(&smiles(), QStringLiteral("1"));
    QTRY_VERIFY_WITH_TIMEOUT(sees("chemistry is in order"), kPatienceMs);
    QVERIFY(action(Command::CopyMolBlock).isEnabled());
    smiles().selectAll();
    QTest::keyClicks(&smiles(), QStringLiteral("CC(C)(C)(C)C"));
    QTRY_VERIFY_WITH_TIMEOUT(sees("Atom 2, C: More bonds"), kPatienceMs);
    QVERIFY2(!m_window->project().shownReading(m_page)->isEdited(), "half a word is no step of the history");
}

void MoleculeCardTest::whatWasTypedIsKept()
{
    action(Command::EditItem).trigger();
    QTest::keyClicks(&smiles(), QStringLiteral("OCC"));
    QTest::keyClick(&smiles(), Qt::Key_Return);
    QCOMPARE(molecule(0).canonical, std::string("CCO"));
    QCOMPARE(molecule(0).smiles, std::string("OCC"));
    QVERIFY2(!molecule(0).confidence, "nobody measured what a person typed");
    smiles().selectAll();
    QTest::keyClicks(&smiles(), QStringLiteral("CCN"));
    m_window->results().setCurrentItem(1); // elsewhere without a Return
    QCOMPARE(molecule(0).canonical, std::string("CCN"));
    QCOMPARE(smiles().text(), QStringLiteral("CC(=O)[Pb]"));
    action(Command::Undo).trigger();
    action(Command::Undo).trigger();
    QCOMPARE(molecule(0), *moleculeAt(sampleMoleculeReading().result->content, 0));
}

void MoleculeCardTest::otherProgramsReadWhatIsCopied()
{
    const auto copied = [&](Command command) {
        action(command).trigger();
        return QApplication::clipboard()->mimeData();
    };
    QCOMPARE(copied(Command::CopySmiles)->text(), QStringLiteral("CC(=O)Oc1ccccc1C(=O)O"));
    QCOMPARE(copied(Command::CopyInchi)->text(),
        QStringLiteral("InChI=1S/C9H8O4/c1-6(10)13-8-5-3-2-4-7(8)9(11)12/h2-5H,1H3,(H,11,12)"));
    QVERIFY(copied(Command::CopyMolBlock)->text().contains(QLatin1String(" 13 13  0  0  0")));
    QVERIFY(copied(Command::CopySvg)->text().contains(QLatin1String("<svg")));
    const QImage picture = qvariant_cast<QImage>(copied(Command::CopyDrawing)->imageData());
    QVERIFY(!picture.isNull());
    const QRgb paper = picture.pixel(0, 0);
    bool ink = false;
    for (int x = 0; x < picture.width(); ++x)
        ink = ink || picture.pixel(x, picture.height() / 2) != paper;
    QVERIFY2(ink, "an empty drawing");
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::MoleculeCardTest)
#include "molecule_card_test.moc"
