// The list of models: what each takes of the memory, examined, quantised, imported and chosen, by a scripted program.

#include <QApplication>
#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTreeWidget>

#include "tests/ui/ui_test.h"
#include "ui/main_window.h"
#include "ui/models/import_dialog.h"
#include "ui/models/model_guide.h"
#include "ui/models/models_dialog.h"
#include "ui/settings/appearance.h"
#include "ui/settings/settings.h"
#include "ui/window_actions.h"

namespace palimpsest {

namespace {

constexpr int kPatienceMs = 20'000;
constexpr quint64 kMebibyte = 1 << 20;

} // namespace

class ModelsDialogTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_dialog.reset(); }
    void whatFitsIsWorkedOut();
    void factsAreRead();
    void theListSaysWhatIsThere();
    void weightsAreQuantisedAndRemoved();
    void aStoppedRunLeavesNothing();
    void whatFailsIsSaid();
    void aFolderIsImported();
    void theChosenOneIsKept();
    void theGuideSaysWhatWasFound();
    void theGuideAdvisesWhatFits();
    void linksAreReadUponAnyPalette();

private:
    [[nodiscard]] QTreeWidget& lists(qsizetype place) const { return *m_dialog->findChildren<QTreeWidget*>()[place]; }
    [[nodiscard]] QPushButton& button(const char* words) const;
    [[nodiscard]] bool says(const char* words) const;
    void waitForForms();
    void chooseForm(const char* weights);

    std::unique_ptr<ModelsDialog> m_dialog;
};

void ModelsDialogTest::init()
{
    qunsetenv("PALIMPSEST_SCRIPT");
    m_dialog = std::make_unique<ModelsDialog>(ModelChoice());
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    m_dialog->show();
}

QPushButton& ModelsDialogTest::button(const char* words) const
{
    for (QPushButton* const found : m_dialog->findChildren<QPushButton*>())
        if (found->text().remove(QLatin1Char('&')).startsWith(QLatin1String(words)))
            return *found;
    qFatal("no such button");
}

bool ModelsDialogTest::says(const char* words) const
{
    const auto labels = m_dialog->findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
        [words](const QLabel* label) { return label->text().contains(QLatin1String(words)); });
}

void ModelsDialogTest::waitForForms()
{
    QTRY_COMPARE_WITH_TIMEOUT(lists(1).topLevelItemCount(), 3, kPatienceMs);
}

void ModelsDialogTest::chooseForm(const char* weights)
{
    lists(1).setCurrentItem(lists(1).findItems(QLatin1String(weights), Qt::MatchExactly).first());
}

void ModelsDialogTest::whatFitsIsWorkedOut()
{
    const WeightForm form{ QStringLiteral("q8"), 90, 80, 4 };
    QCOMPARE(fitOf(form, 100), Fit::Fits);
    QCOMPARE(fitOf(form, 99), Fit::Tight);
    QCOMPARE(fitOf(form, 90), Fit::Tight);
    QCOMPARE(fitOf(form, 89), Fit::TooLarge);
    QCOMPARE(fitOf({ QStringLiteral("q8"), 90, 80, 0 }, 1000), Fit::TooLarge);
    QVERIFY(fitText({ QStringLiteral("q8"), 3 * kMebibyte, 0, 0 }, kMebibyte).contains(sizeText(2 * kMebibyte)));
}

void ModelsDialogTest::factsAreRead()
{
    QVERIFY(modelFactsOf("no json").name.isEmpty());
    const ModelFacts facts = modelFactsOf(R"({"name": "a", "memory": {"free_bytes": 7e9, "forms": [{"weights": "q4",
        "needed_bytes": 5e9, "weight_bytes": 4e9, "answers_at_once": 3}]}, "weights": {"stored": "F32", "quantised":
        [{"weights": "q4", "file": "/w", "bytes": 12}]}})");
    QCOMPARE(facts.freeBytes, quint64(7'000'000'000));
    QCOMPARE(facts.forms.at(0).neededBytes, quint64(5'000'000'000));
    QCOMPARE(facts.forms.at(0).answersAtOnce, 3);
    QCOMPARE(facts.quantisedAs(QStringLiteral("q4"))->sizeBytes, quint64(12));
    QVERIFY(facts.quantisedAs(QStringLiteral("q8")) == nullptr);
}

void ModelsDialogTest::theListSaysWhatIsThere()
{
    waitForForms();
    QCOMPARE(lists(0).topLevelItemCount(), 2);
    QCOMPARE(lists(0).topLevelItem(0)->text(1), sizeText(3 * kMebibyte));
    QVERIFY(lists(0).topLevelItem(0)->font(0).bold());
    QVERIFY(says("as the program"));
    QTRY_VERIFY_WITH_TIMEOUT(says("it will be used"), kPatienceMs);
    waitForForms();
    QVERIFY(lists(1).topLevelItem(0)->text(2).contains(sizeText(5 * kMebibyte)));
    QVERIFY(lists(1).topLevelItem(1)->text(2).startsWith(QLatin1String("fits;")));
    lists(0).setCurrentItem(lists(0).topLevelItem(1));
    QVERIFY(says("it lacks its tokenizer"));
    QVERIFY(!button("Use This").isEnabled());
    QVERIFY(!button("Verify").isEnabled());
}

void ModelsDialogTest::weightsAreQuantisedAndRemoved()
{
    waitForForms();
    chooseForm("bf16");
    QVERIFY(!button("Quantise Now").isEnabled());
    chooseForm("q8");
    QVERIFY(!button("Remove").isEnabled());
    button("Quantise Now").click();
    QVERIFY(m_dialog->findChild<QProgressBar*>()->isVisible());
    QVERIFY(!button("Verify").isEnabled());
    QTRY_VERIFY_WITH_TIMEOUT(says("are quantised"), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(button("Remove").isEnabled(), kPatienceMs);
    QVERIFY(!m_dialog->findChild<QProgressBar*>()->isVisible());
    QCOMPARE(lists(1).topLevelItem(1)->text(3), sizeText(2 * kMebibyte));
    button("Remove").click();
    QTRY_VERIFY_WITH_TIMEOUT(says("are removed"), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(button("Quantise Now").isEnabled(), kPatienceMs);
}

void ModelsDialogTest::aStoppedRunLeavesNothing()
{
    waitForForms();
    chooseForm("q8");
    qputenv("PALIMPSEST_SCRIPT", "endless");
    button("Quantise Now").click();
    QTRY_COMPARE_WITH_TIMEOUT(m_dialog->findChild<QProgressBar*>()->value(), 250, kPatienceMs);
    button("Stop").click();
    QTRY_VERIFY_WITH_TIMEOUT(says("Stopped"), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(button("Quantise Now").isEnabled(), kPatienceMs);
}

void ModelsDialogTest::whatFailsIsSaid()
{
    waitForForms();
    qputenv("PALIMPSEST_SCRIPT", "broken");
    button("Verify").click();
    QTRY_VERIFY_WITH_TIMEOUT(says("a tensor is not finite"), kPatienceMs);
    qunsetenv("PALIMPSEST_SCRIPT");
    waitForForms();
    button("Verify").click();
    QTRY_VERIFY_WITH_TIMEOUT(says("every weight was read"), kPatienceMs);
}

void ModelsDialogTest::aFolderIsImported()
{
    waitForForms();
    QSignalSpy changed(m_dialog.get(), &ModelsDialog::modelsChanged);
    button("Import").click();
    auto* const dialog = m_dialog->findChild<ImportDialog*>();
    QVERIFY(dialog != nullptr);
    auto* const name = dialog->findChild<QLineEdit*>(QStringLiteral("importName"));
    QPushButton* const import
        = dialog->findChild<QDialogButtonBox*>()->buttons().last()->text().contains(QLatin1String("Import"))
        ? qobject_cast<QPushButton*>(dialog->findChild<QDialogButtonBox*>()->buttons().last())
        : qobject_cast<QPushButton*>(dialog->findChild<QDialogButtonBox*>()->buttons().first());
    QVERIFY(!import->isEnabled());
    dialog->setSource(QStringLiteral("/somewhere"));
    QVERIFY(import->isEnabled());
    for (const char* const taken : { "scripted", "a/b", ".hidden" }) {
        name->setText(QLatin1String(taken));
        QVERIFY2(!import->isEnabled(), taken);
    }
    auto* const copy = dialog->findChild<QCheckBox*>();
    copy->setChecked(true);
    name->clear();
    dialog->setSource(QStringLiteral("/somewhere/packed.ZIP"));
    QVERIFY2(!copy->isEnabled(), "an archive is unpacked, whatever was chosen for folders");
    const auto notes = dialog->findChildren<QLabel*>();
    QVERIFY(std::any_of(notes.begin(), notes.end(),
        [](const QLabel* note) { return note->text().contains(QLatin1String("is unpacked into")); }));
    QSignalSpy wished(dialog, &ImportDialog::wished);
    name->setText(QStringLiteral("my own"));
    import->click();
    QCOMPARE(wished.size(), 1);
    const auto wish = wished.at(0).at(0).value<ImportWish>();
    QCOMPARE(wish.source, QStringLiteral("/somewhere/packed.ZIP"));
    QVERIFY(!wish.copy);
    QTRY_VERIFY_WITH_TIMEOUT(says("is imported"), kPatienceMs);
    QCOMPARE(changed.size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(lists(0).topLevelItemCount(), 3, kPatienceMs);
    QCOMPARE(lists(0).currentItem()->text(0), QStringLiteral("my own"));
    QVERIFY(QFile::remove(qEnvironmentVariable("XDG_DATA_HOME") + QStringLiteral("/imported")));
}

void ModelsDialogTest::theChosenOneIsKept()
{
    MainWindow window;
    window.actions().action(Command::Models).trigger();
    m_dialog.reset(window.findChild<ModelsDialog*>());
    QVERIFY(m_dialog != nullptr);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
    waitForForms();
    QTRY_VERIFY_WITH_TIMEOUT(says("it will be used"), kPatienceMs);
    waitForForms();
    chooseForm("q4");
    button("Use This").click();
    QCOMPARE(loadSettings().model, (ModelChoice{ QStringLiteral("/nowhere"), QString(), QStringLiteral("q4") }));
    m_dialog.reset();
    saveSettings({});
}

void ModelsDialogTest::theGuideSaysWhatWasFound()
{
    ModelInfo whole;
    whole.name = QStringLiteral("whole");
    whole.tasks = { QStringLiteral("ocr") };
    ModelInfo half;
    half.name = QStringLiteral("half");
    half.problem = QStringLiteral("it lacks its tokenizer");
    QCOMPARE(foundText({ whole, half }), QStringLiteral("whole: Text\nhalf: it lacks its tokenizer"));
    QVERIFY(!foundText({}).isEmpty());
    MainWindow window;
    window.actions().action(Command::ModelGuide).trigger();
    const auto* const guide = window.findChild<ModelGuide*>();
    QVERIFY(guide != nullptr);
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            const auto labels = guide->findChildren<QLabel*>();
            return std::any_of(labels.begin(), labels.end(),
                [](const QLabel* label) { return label->text().startsWith(QLatin1String("scripted: Text")); });
        }(),
        kPatienceMs);
}

void ModelsDialogTest::theGuideAdvisesWhatFits()
{
    constexpr quint64 kGigabyte = 1'000'000'000;
    const auto form = [](const char* weights, quint64 needed, int answers = 8) {
        return WeightForm{ QLatin1String(weights), needed * kGigabyte, needed * kGigabyte, answers };
    };
    PublishedFits fits{ QStringLiteral("a card"), false, 0, {} };
    fits.models.push_back({ QStringLiteral("google/small"), { form("bf16", 7), form("q8", 4), form("q4", 3) } });
    fits.models.push_back({ QStringLiteral("google/large"), { form("bf16", 20), form("q8", 11), form("q4", 7) } });
    const auto advised = [&fits](quint64 freeGigabytes) {
        fits.freeBytes = freeGigabytes * kGigabyte;
        const auto best = recommendedOf(fits);
        return best ? best->model.section(QLatin1Char('/'), 1) + QLatin1Char(' ') + best->form.weights : QString();
    };
    QCOMPARE(advised(24), QStringLiteral("large bf16"));
    QCOMPARE(advised(16), QStringLiteral("large q8"));
    QCOMPARE(advised(10), QStringLiteral("small bf16")); // and not the large one in four bits
    QCOMPARE(advised(6), QStringLiteral("small q8"));
    QCOMPARE(advised(4), QStringLiteral("small q4"));
    QCOMPARE(advised(2), QString());
    QVERIFY(fitsText(fits).startsWith(QLatin1String("None of them fits")));
    fits.processor = true;
    QCOMPARE(advised(100), QStringLiteral("small q8"));
    fits.models.insert(fits.models.begin(), { QStringLiteral("google/blind"), fits.models[0].forms });
    QCOMPARE(advised(100), QStringLiteral("small q8")); // as large, and sees more
    QCOMPARE(advised(4), QStringLiteral("small q4"));
    QVERIFY(fitsText(fits).contains(QLatin1String("a card")));

    ModelGuide guide({});
    guide.setAttribute(Qt::WA_DeleteOnClose, false);
    fits.processor = false;
    fits.freeBytes = 24 * kGigabyte;
    guide.setFits(fits);
    QCOMPARE(guide.findChild<QLineEdit*>()->text(), QStringLiteral("hf download google/large"));
    const PublishedFits read = publishedFitsOf(R"({"models": [{"name": "google/small", "memory": {"device": "cpu",
        "device_name": "a processor", "free_bytes": 7e9, "forms": [{"weights": "bf16", "needed_bytes": 5e9,
        "weight_bytes": 4e9, "answers_at_once": 3}]}}]})");
    QVERIFY(read.processor);
    QCOMPARE(read.deviceName, QStringLiteral("a processor"));
    QCOMPARE(read.models.at(0).fetchedBytes(), 4 * kGigabyte);
    QVERIFY(publishedFitsOf("no json").models.empty());
}

// Also where the colours change while it stands open.
void ModelsDialogTest::linksAreReadUponAnyPalette()
{
    ModelGuide guide({});
    guide.setAttribute(Qt::WA_DeleteOnClose, false);
    guide.show();
    for (const Appearance appearance : { Appearance::Dark, Appearance::Light }) {
        applyAppearance(appearance);
        const QString colour = QApplication::palette().color(QPalette::Link).name();
        const auto labels = guide.findChildren<QLabel*>();
        QTRY_VERIFY(std::any_of(labels.begin(), labels.end(),
            [&colour](const QLabel* label) { return label->text().contains(QStringLiteral("color: ") + colour); }));
    }
    applyAppearance(Appearance::System);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ModelsDialogTest)
#include "models_dialog_test.moc"
