// Samples, help and what the program is made of.

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QTreeWidget>

#include "tests/ui/ui_test.h"
#include "ui/help/about_dialog.h"
#include "ui/help/help_page.h"
#include "ui/help/sample_gallery.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/page_view/page_view.h"
#include "ui/translation.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

} // namespace

class HelpTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everySampleIsThereWithItsPicture();
    void aSampleIsOpenedAndReadOnDemand();
    void aSampleThatTheModelDoesNotReadSaysWhy();
    void theHelpHasTheKeysThatHold();
    void theLicencesAreThere();
    void theHelpIsThereInGerman();

private:
    void openSample(MainWindow& window, const char* title);
};

void HelpTest::everySampleIsThereWithItsPicture()
{
    QCOMPARE(samplePages().size(), std::size_t(7));
    SampleGallery gallery({});
    gallery.setAttribute(Qt::WA_DeleteOnClose, false);
    auto* const list = gallery.findChild<QListWidget*>();
    const auto drawn = [list](int row) {
        const QImage picture = list->item(row)->icon().pixmap(list->iconSize()).toImage();
        return picture.pixelColor(picture.rect().center()).alpha() > 0;
    };
    for (int row = 0; row < list->count(); ++row)
        QTRY_VERIFY_WITH_TIMEOUT(drawn(row), kPatienceMs);
}

void HelpTest::openSample(MainWindow& window, const char* title)
{
    // The model is known when its tasks are.
    QTRY_VERIFY_WITH_TIMEOUT(
        window.findChild<QObject*>(QStringLiteral("tasks"))->property("count").toInt() > 0, kPatienceMs);
    window.actions().action(Command::Samples).trigger();
    auto* const gallery = window.findChild<SampleGallery*>();
    QVERIFY(gallery != nullptr);
    auto* const list = gallery->findChild<QListWidget*>();
    list->setCurrentItem(list->findItems(QLatin1String(title), Qt::MatchExactly).first());
    for (QPushButton* const button : gallery->findChildren<QPushButton*>())
        if (button->isDefault())
            button->click();
    QTRY_COMPARE_WITH_TIMEOUT(window.project().documents().size(), std::size_t(1), kPatienceMs);
}

void HelpTest::aSampleIsOpenedAndReadOnDemand()
{
    MainWindow window;
    openSample(window, "Letter");
    const PageId page = window.pageView().shownPage();
    QVERIFY(page != 0);
    QTRY_VERIFY_WITH_TIMEOUT(window.messages().shownText().startsWith(QLatin1String("Letter:")), kPatienceMs);
    QVERIFY(window.project().shownReading(page) == nullptr);
    window.messages().findChild<QPushButton*>()->click();
    QTRY_VERIFY_WITH_TIMEOUT(window.project().shownReading(page) != nullptr, kPatienceMs);
    QCOMPARE(window.project().shownReading(page)->task, QStringLiteral("ocr"));
}

void HelpTest::aSampleThatTheModelDoesNotReadSaysWhy()
{
    MainWindow window;
    openSample(window, "Molecule");
    QTRY_VERIFY_WITH_TIMEOUT(window.messages().shownText().contains(QLatin1String("nobody taught it")), kPatienceMs);
}

void HelpTest::theHelpHasTheKeysThatHold()
{
    MainWindow window;
    window.actions().setKeys({ { QStringLiteral("Open"), QStringLiteral("F12") } });
    const QString keys = keysAsMarkdown(window.actions().keys());
    QVERIFY(keys.contains(QLatin1String("| Open | F12 |")));
    QVERIFY2(keys.contains(QLatin1String("\\[")), "the key of the smaller brush is no link");
    window.actions().action(Command::HelpPage).trigger();
    const auto* const help = window.findChild<HelpPage*>();
    QVERIFY(help != nullptr && !help->isModal());
    const QString text = help->findChild<QTextBrowser*>()->toPlainText();
    QVERIFY(text.contains(QLatin1String("First steps")));
    QVERIFY(text.contains(QLatin1String("F12")));
    QVERIFY(!text.contains(QLatin1String("{keys}")));
}

void HelpTest::theLicencesAreThere()
{
    AboutDialog about;
    about.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(about.findChild<QPlainTextEdit*>()->toPlainText().contains(QLatin1String("GNU GENERAL PUBLIC LICENSE")));
    const auto* const list = about.findChild<QTreeWidget*>();
    QVERIFY(list->topLevelItemCount() > 15);
    for (int row = 0; row < list->topLevelItemCount(); ++row)
        for (int column = 0; column < list->columnCount(); ++column)
            QVERIFY(!list->topLevelItem(row)->text(column).isEmpty());
}

void HelpTest::theHelpIsThereInGerman()
{
    installTranslations(QStringLiteral("de"));
    const HelpPage help{ KeyTable() };
    QVERIFY(help.findChild<QTextBrowser*>()->toPlainText().contains(QLatin1String("Erste Schritte")));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::HelpTest)
#include "help_test.moc"
