// The search of the settings: what has the words stays, the rest goes; where nothing has them, a sentence says so.

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/settings/setting_search.h"
#include "ui/settings/settings.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/shortcut_page.h"
#include "ui/window_actions.h"

namespace palimpsest {

class SettingSearchTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void wordsLeaveWhatHasThem_data();
    void wordsLeaveWhatHasThem();
    void commandsAreFoundToo();
    void aSentenceSaysThatNothingHasThem();
    void keysReachIt();

private:
    void type(const char* text) { m_field->setText(QString::fromLatin1(text)); }
    [[nodiscard]] QStringList shownSettings() const;

    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SettingsDialog> m_dialog;
    QLineEdit* m_field = nullptr;
    QTabWidget* m_tabs = nullptr;
};

void SettingSearchTest::init()
{
    m_window = std::make_unique<MainWindow>();
    m_dialog = std::make_unique<SettingsDialog>(Settings(), std::vector<ModelInfo>(), m_window->actions().keys());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    auto* const search = m_dialog->findChild<SettingSearch*>();
    m_field = search->findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
    m_tabs = &search->tabs();
}

void SettingSearchTest::cleanup()
{
    m_dialog.reset();
    m_window.reset();
}

// By their accessible names, of all pages; explanations have none of their own here.
QStringList SettingSearchTest::shownSettings() const
{
    QStringList names;
    for (int page = 0; page < 2; ++page)
        for (const QWidget* const widget : m_tabs->widget(page)->findChildren<QWidget*>()) {
            const bool setting = qobject_cast<const QComboBox*>(widget) != nullptr
                || qobject_cast<const QSpinBox*>(widget) != nullptr
                || qobject_cast<const QCheckBox*>(widget) != nullptr;
            if (setting && widget->isVisibleTo(m_tabs->widget(page)))
                names.append(widget->accessibleName());
        }
    return names;
}

void SettingSearchTest::wordsLeaveWhatHasThem_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("page");
    QTest::addColumn<QStringList>("left");
    QTest::newRow("a label") << "confidence" << 1 << QStringList{ QStringLiteral("Doubtful below") };
    QTest::newRow("a label with a mark in it") << "weights" << 0 << QStringList{ QStringLiteral("Weights") };
    QTest::newRow("capitals") << "WEIGHTS" << 0 << QStringList{ QStringLiteral("Weights") };
    QTest::newRow("an explanation") << "file menu" << 1 << QStringList{ QString() }; // the check box
    QTest::newRow("a choice") << "dark" << 1 << QStringList{ QStringLiteral("Appearance") };
    QTest::newRow("two words, in any order") << "system  language" << 1 << QStringList{ QStringLiteral("Language") };
}

void SettingSearchTest::wordsLeaveWhatHasThem()
{
    QFETCH(const QString, words);
    QFETCH(const int, page);
    QFETCH(const QStringList, left);
    const QStringList all = shownSettings();
    QCOMPARE(all.size(), 9);
    m_field->setText(words);
    QCOMPARE(shownSettings(), left);
    QCOMPARE(m_tabs->currentIndex(), page);
    QVERIFY(m_tabs->isTabEnabled(page));
    QVERIFY(!m_tabs->isTabEnabled(1 - page));
    const Settings before = m_dialog->settings();
    m_field->clear();
    QCOMPARE(shownSettings(), all);
    QVERIFY(m_tabs->isTabEnabled(1 - page));
    QCOMPARE(m_dialog->settings(), before);
}

void SettingSearchTest::commandsAreFoundToo()
{
    auto* const list = m_dialog->findChild<ShortcutPage*>()->findChild<QTreeWidget*>();
    type("zoom in");
    QCOMPARE(m_tabs->currentIndex(), 2);
    QStringList shown;
    for (int i = 0; i < list->topLevelItemCount(); ++i)
        if (!list->topLevelItem(i)->isHidden())
            shown.append(list->topLevelItem(i)->text(0));
    QCOMPARE(shown, QStringList{ QStringLiteral("Zoom In") });
    QCOMPARE(list->currentItem()->text(0), QStringLiteral("Zoom In")); // keys go to what is seen
    type("keys");                                                      // the page's own name: all of it
    for (int i = 0; i < list->topLevelItemCount(); ++i)
        QVERIFY(!list->topLevelItem(i)->isHidden());
}

void SettingSearchTest::aSentenceSaysThatNothingHasThem()
{
    type("<b>zebra</b>");
    QVERIFY(!m_tabs->isVisible());
    QCOMPARE(m_field->accessibleDescription(), QStringLiteral("No setting and no command has “<b>zebra</b>”."));
    const auto labels = m_dialog->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [this](const QLabel* label) {
        return label->isVisible() && label->text() == m_field->accessibleDescription();
    }));
    type("");
    QVERIFY(m_tabs->isVisible());
    QVERIFY(m_field->accessibleDescription().isEmpty());
}

void SettingSearchTest::keysReachIt()
{
    QVERIFY(m_field->hasFocus()); // one can type at once
    m_tabs->setCurrentIndex(1);
    m_tabs->currentWidget()->findChild<QComboBox*>()->setFocus();
    QVERIFY(!m_field->hasFocus());
    QTest::keyClick(m_dialog->focusWidget(), Qt::Key_F, Qt::ControlModifier);
    QVERIFY(m_field->hasFocus());
    QTest::keyClicks(m_field, QStringLiteral("confidence"));
    QTest::keyClick(m_field, Qt::Key_Return);
    QVERIFY(m_dialog->isVisible()); // nothing is accepted by it
    QCOMPARE(m_dialog->focusWidget()->accessibleName(), QStringLiteral("Doubtful below"));
    m_field->setFocus();
    QTest::keyClick(m_field, Qt::Key_Escape);
    QVERIFY(m_field->text().isEmpty());
    QVERIFY(m_dialog->isVisible());
    QTest::keyClick(m_field, Qt::Key_Escape);
    QVERIFY(!m_dialog->isVisible());
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::SettingSearchTest)
#include "setting_search_test.moc"
