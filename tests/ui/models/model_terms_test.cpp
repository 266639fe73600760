// A model under the terms of Gemma is used once these were acknowledged, and not before; it is asked once.

#include <QDialogButtonBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/ui_test.h"
#include "ui/jobs/job_controller.h"
#include "ui/main_window.h"
#include "ui/message_strip.h"
#include "ui/models/model_terms.h"
#include "ui/models/models_dialog.h"
#include "ui/models/terms_dialog.h"
#include "ui/program_files.h"
#include "ui/settings/settings.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;

QString published()
{
    return QStringLiteral("/published");
}

} // namespace

class ModelTermsTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void whatNamesNoOtherLicenceIsGemmas();
    void nothingIsReadBeforeAndAnotherModelIsUsedInstead();
    void withoutAnotherModelItIsSaid();
    void itIsAskedOnceAndKept();
    void whatCannotBeKeptCountsUntilTheEnd();

private:
    void makeWindow(const char* script, const QString& model);
    [[nodiscard]] TermsDialog* dialog() const { return m_window->findChild<TermsDialog*>(); }
    [[nodiscard]] QAction& run() const { return m_window->actions().action(Command::RunPage); }
    void answer(QDialogButtonBox::ButtonRole role);

    std::unique_ptr<MainWindow> m_window;
};

void ModelTermsTest::init()
{
    QFile::remove(QDir(dataFolder()).filePath(QStringLiteral("acknowledged-terms.ini")));
}

void ModelTermsTest::cleanup()
{
    m_window.reset();
    qunsetenv("PALIMPSEST_SCRIPT");
    saveSettings({});
}

void ModelTermsTest::makeWindow(const char* script, const QString& model)
{
    qputenv("PALIMPSEST_SCRIPT", script);
    Settings settings;
    settings.model.model = model;
    saveSettings(settings);
    m_window = std::make_unique<MainWindow>();
    m_window->show();
    m_window->project().addDocument(QStringLiteral("/nowhere/report.pdf"), 2, {}, false);
}

void ModelTermsTest::answer(QDialogButtonBox::ButtonRole role)
{
    auto* const buttons = dialog()->findChild<QDialogButtonBox*>();
    for (QAbstractButton* const button : buttons->buttons())
        if (buttons->buttonRole(button) == role)
            return button->click();
    QFAIL("no such button");
}

void ModelTermsTest::whatNamesNoOtherLicenceIsGemmas()
{
    QVERIFY(isUnderGemmaTerms({}));
    QVERIFY(isUnderGemmaTerms(QStringLiteral("Gemma terms of use (ai.google.dev/gemma/terms)")));
    QVERIFY(!isUnderGemmaTerms(QStringLiteral("GPL-3.0-or-later, as the program")));
    ModelInfo starter;
    starter.licence = QStringLiteral("GPL-3.0-or-later, as the program");
    QVERIFY(mayBeUsed(starter));
    ModelInfo own;
    own.folder = QStringLiteral("/own");
    QVERIFY(!mayBeUsed(own));
}

void ModelTermsTest::nothingIsReadBeforeAndAnotherModelIsUsedInstead()
{
    makeWindow("gemma", published());
    QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr, kPatienceMs);
    QVERIFY(dialog()->isModal());
    QVERIFY(dialog()->findChild<QLabel*>()->text().contains(gemmaTermsAddress()));
    QVERIFY(dialog()->findChild<QLabel*>()->text().contains(QLatin1String("published")));
    QVERIFY(!run().isEnabled());
    answer(QDialogButtonBox::RejectRole);
    QTRY_VERIFY_WITH_TIMEOUT(run().isEnabled(), kPatienceMs);
    QCOMPARE(m_window->jobs().model(), ModelChoice()); // the first there is, which asks for nothing
    QCOMPARE(loadSettings().model, ModelChoice());
    QVERIFY(!termsAcknowledged(published()));
}

void ModelTermsTest::withoutAnotherModelItIsSaid()
{
    makeWindow("gemma gemma-alone", {});
    QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr, kPatienceMs);
    answer(QDialogButtonBox::RejectRole);
    QTRY_VERIFY_WITH_TIMEOUT(m_window->messages().shownText().contains(QLatin1String("published")), kPatienceMs);
    QVERIFY(!run().isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(dialog() == nullptr, kPatienceMs);
    m_window->messages().findChild<QPushButton*>()->click();
    QVERIFY(dialog() != nullptr);
}

void ModelTermsTest::itIsAskedOnceAndKept()
{
    makeWindow("gemma", {});
    QTRY_VERIFY_WITH_TIMEOUT(run().isEnabled(), kPatienceMs);
    QVERIFY(dialog() == nullptr); // the usual one asks for nothing
    m_window->actions().action(Command::Models).trigger();
    auto* const models = m_window->findChild<ModelsDialog*>();
    QVERIFY(models != nullptr);
    const auto lists = models->findChildren<QTreeWidget*>();
    const auto says = [models](const char* words) {
        const auto labels = models->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
            [words](const QLabel* label) { return label->text().contains(QLatin1String(words)); });
    };
    QTRY_COMPARE_WITH_TIMEOUT(lists[0]->topLevelItemCount(), 3, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(says("it will be used"), kPatienceMs);
    QVERIFY(!says("terms of Gemma"));
    lists[0]->setCurrentItem(lists[0]->topLevelItem(2));
    QTRY_VERIFY_WITH_TIMEOUT(says("are shown before it is used"), kPatienceMs);
    QPushButton* use = nullptr;
    for (QPushButton* const button : models->findChildren<QPushButton*>())
        if (button->text().remove(QLatin1Char('&')).startsWith(QLatin1String("Use This")))
            use = button;
    QTRY_VERIFY_WITH_TIMEOUT(use != nullptr && use->isEnabled(), kPatienceMs);
    use->click();
    QTRY_VERIFY_WITH_TIMEOUT(dialog() != nullptr, kPatienceMs);
    QVERIFY(m_window->jobs().model().model.isEmpty());
    answer(QDialogButtonBox::AcceptRole);
    QCOMPARE(m_window->jobs().model().model, published());
    QVERIFY(termsAcknowledged(published()));
    QVERIFY(says("You acknowledged the terms of Gemma on"));
    QFile kept(QDir(dataFolder()).filePath(QStringLiteral("acknowledged-terms.ini")));
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QVERIFY(kept.readAll().contains(published().toUtf8()));

    m_window.reset();
    makeWindow("gemma", published());
    QTRY_VERIFY_WITH_TIMEOUT(run().isEnabled(), kPatienceMs);
    QVERIFY(dialog() == nullptr);
    QCOMPARE(m_window->jobs().model().model, published());
}

void ModelTermsTest::whatCannotBeKeptCountsUntilTheEnd()
{
    const QString file = QDir(dataFolder()).filePath(QStringLiteral("acknowledged-terms.ini"));
    QVERIFY(QDir().mkpath(file)); // a folder in its place
    const QString other = QStringLiteral("/other");
    QVERIFY(!acknowledgeTerms(other));
    QVERIFY(termsAcknowledged(other));
    QVERIFY(QDir().rmdir(file));
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ModelTermsTest)
#include "model_terms_test.moc"
