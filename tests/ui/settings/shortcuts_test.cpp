// Keys of one's own choice: no keys belong to two commands, what is changed is kept, menus and palette show it.

#include <QAction>
#include <QApplication>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/ui_test.h"
#include "ui/help/command_palette.h"
#include "ui/main_window.h"
#include "ui/settings/settings.h"
#include "ui/settings/settings_dialog.h"
#include "ui/settings/shortcut_page.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

QKeySequence keysOf(const char* text)
{
    return { QString::fromLatin1(text), QKeySequence::PortableText };
}

KeyTable threeCommands()
{
    std::vector<CommandKeys> rows;
    for (const char* const keys : { "Ctrl+A", "Ctrl+B", "" })
        rows.push_back({ QStringLiteral("Name%1").arg(rows.size()), QStringLiteral("Title %1").arg(rows.size()),
            keysOf(keys), keysOf(keys) });
    return KeyTable(rows);
}

QPushButton& button(const QWidget& page, const char* start)
{
    for (QPushButton* const found : page.findChildren<QPushButton*>())
        if (found->text().remove(QLatin1Char('&')).startsWith(QLatin1String(start)))
            return *found;
    qFatal("no such button");
}

} // namespace

class ShortcutsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keysBelongToOne();
    void beginningsBelongToOneToo();
    void onlyWhatDiffersIsKept();
    void theDialogSaysWhoHasThem();
    void menusAndPaletteShowThem();
};

void ShortcutsTest::keysBelongToOne()
{
    KeyTable table = threeCommands();
    QCOMPARE(table.ownerBeside(2, keysOf("Ctrl+B")), std::optional<std::size_t>(1));
    QCOMPARE(table.ownerBeside(1, keysOf("Ctrl+B")), std::nullopt);
    QCOMPARE(table.ownerBeside(0, {}), std::nullopt);
    table.assign(2, keysOf("Ctrl+B"));
    QVERIFY(table.rows()[1].keys.isEmpty());
    QCOMPARE(table.rows()[2].keys, keysOf("Ctrl+B"));
}

void ShortcutsTest::beginningsBelongToOneToo()
{
    KeyTable table = threeCommands();
    QCOMPARE(table.ownerBeside(2, keysOf("Ctrl+A, X")), std::optional<std::size_t>(0));
    table.assign(0, keysOf("Ctrl+K, X"));
    QCOMPARE(table.ownerBeside(2, keysOf("Ctrl+K")), std::optional<std::size_t>(0));
    QCOMPARE(table.ownerBeside(2, keysOf("Ctrl+K, Y")), std::nullopt);
}

void ShortcutsTest::onlyWhatDiffersIsKept()
{
    KeyTable table = threeCommands();
    QVERIFY(table.changed().isEmpty());
    table.assign(0, keysOf("Ctrl+B"));
    const QMap<QString, QString> changed{ { QStringLiteral("Name0"), QStringLiteral("Ctrl+B") },
        { QStringLiteral("Name1"), QString() } };
    QCOMPARE(table.changed(), changed);
    KeyTable other = threeCommands();
    other.change(changed);
    QCOMPARE(other.changed(), changed);
    other.change({ { QStringLiteral("NoName"), QStringLiteral("F1") } });
    QVERIFY(other.changed().isEmpty());
    other.change({ { QStringLiteral("Name2"), QStringLiteral("Ctrl+A") } }); // as somebody wrote it by hand
    QVERIFY(other.rows()[0].keys.isEmpty());
}

void ShortcutsTest::theDialogSaysWhoHasThem()
{
    MainWindow window;
    SettingsDialog dialog(Settings(), {}, window.actions().keys());
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    auto* const page = dialog.findChild<ShortcutPage*>();
    auto* const list = page->findChild<QTreeWidget*>();
    list->setCurrentItem(list->findItems(QStringLiteral("Zoom In"), Qt::MatchExactly).first());
    auto* const keys = page->findChild<QKeySequenceEdit*>();
    keys->setKeySequence(keysOf("F12"));
    QVERIFY(button(*page, "Assign").isEnabled());
    button(*page, "Assign").click();
    QCOMPARE(dialog.settings().keys, (QMap<QString, QString>{ { QStringLiteral("ZoomIn"), QStringLiteral("F12") } }));
    keys->setKeySequence(keysOf("Ctrl+O"));
    const auto labels = page->findChildren<QLabel*>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
        [](const QLabel* label) { return label->text().contains(QLatin1String("Ctrl+O belongs to")); }));
    button(*page, "Assign").click();
    QCOMPARE(dialog.settings().keys[QStringLiteral("Open")], QString());
    button(*page, "Usual Keys for All").click();
    QVERIFY(dialog.settings().keys.isEmpty());
    button(*page, "No Keys").click();
    QVERIFY(dialog.settings().keys.contains(QStringLiteral("ZoomIn")));
    button(*page, "Usual Keys").click();
    QVERIFY(dialog.settings().keys.isEmpty());
}

void ShortcutsTest::menusAndPaletteShowThem()
{
    Settings settings;
    settings.keys.insert(QStringLiteral("Open"), QStringLiteral("F12"));
    saveSettings(settings);
    MainWindow window;
    QCOMPARE(window.actions().action(Command::Open).shortcut(), keysOf("F12"));
    CommandPalette palette(window.actions().all(), &window);
    palette.setAttribute(Qt::WA_DeleteOnClose, false);
    QVERIFY(!palette.findChild<QListWidget*>()->findItems(QStringLiteral("Open    F12"), Qt::MatchExactly).isEmpty());
    window.actions().setKeys({});
    QCOMPARE(window.actions().action(Command::Open).shortcut(), keysOf("Ctrl+O"));
    // A command with further keys loses them with the first, and gets them back with them.
    const QAction& clear = window.actions().action(Command::ClearCells);
    QCOMPARE(clear.shortcuts().size(), 2);
    window.actions().setKeys({ { QStringLiteral("ClearCells"), QString() } });
    QVERIFY(clear.shortcuts().isEmpty());
    window.actions().setKeys({ { QStringLiteral("ClearCells"), QStringLiteral("F12") } });
    QCOMPARE(clear.shortcuts(), (QList<QKeySequence>{ keysOf("F12"), keysOf("Del") }));
    window.actions().setKeys({});
    QCOMPARE(clear.shortcuts(), (QList<QKeySequence>{ keysOf("Backspace"), keysOf("Del") }));
    saveSettings({});
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ShortcutsTest)
#include "shortcuts_test.moc"
