// Letters at an atom as pieces of SMILES, from either side; what a model of print confuses; what its grammar lets
// through.

#include <QtTest>

#include "pipelines/chemistry/canonical_smiles.h"
#include "pipelines/chemistry/drawn_structure.h"
#include "pipelines/decode/grammar_mask.h"
#include "pipelines/molecule/label_grammar.h"
#include "pipelines/molecule/label_names.h"
#include "pipelines/molecule/label_text.h"
#include "pipelines/molecule/settled_bonds.h"
#include "tests/support/sample_vocabulary.h"

using namespace palimpsest;

namespace {

constexpr double kLeft = 0;
constexpr double kRight = 1;

// A label at the end of a bond from a carbon.
std::string methylWith(const char* text, double anchor)
{
    const LabelMeaning meaning = meaningOf(text, anchor);
    if (meaning.smiles.empty())
        return "unknown";
    const DrawnMolecule drawn{ { { { 0, 0 }, "C" }, { { 1, 0 }, meaning.smiles } }, { { 0, 1 } } };
    return canonicalSmiles(smilesOf(drawn).value_or("")).value_or("none");
}

bool allowed(const char* text, const LetterCount& count = {})
{
    LabelGrammar grammar(count);
    return takeAll(grammar, text) && grammar.mayEnd();
}

} // namespace

class LabelTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void groupsAreRead_data();
    void groupsAreRead();
    void hydrogensAreCounted();
    void everyNameIsAMolecule();
    void theGrammarKnowsLabels();
    void boxesAndCountsAreGiven();
    void lettersSettleBonds();
};

void LabelTextTest::groupsAreRead_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("anchor");
    QTest::addColumn<QString>("with");
    const auto row = [](const char* text, double anchor, const char* with) {
        QTest::addRow("%s at %g", text, anchor) << text << anchor << with;
    };
    row("O", kLeft, "CO");
    row("OH", kLeft, "CO");
    row("HO", kRight, "CO");
    row("NH2", kLeft, "CN");
    row("H2N", kRight, "CN");
    row("H3C", kRight, "CC");
    row("Cl", kLeft, "CCl");
    row("CI", kLeft, "CCl");
    row("C1", kRight, "CCl");
    row("Br", kLeft, "CBr");
    row("0", kLeft, "CO");
    row("FI", kLeft, "none"); // an H that fell apart: hydrogen alone
    row("NFI", kLeft, "CN");
    row("F12N", kRight, "CN");
    row("HIO", kRight, "CO");
    row("I", kLeft, "CI");
    row("OMe", kLeft, "COC");
    row("MeO", kRight, "COC");
    row("OCH3", kLeft, "COC");
    row("H3CO", kRight, "COC");
    row("CF3", kLeft, "CC(F)(F)F");
    row("F3C", kRight, "CC(F)(F)F");
    row("CN", kLeft, "CC#N");
    row("NC", kRight, "CC#N");
    row("NO2", kLeft, "C[N+](=O)[O-]");
    row("O2N", kRight, "C[N+](=O)[O-]");
    row("CO2H", kLeft, "CC(=O)O");
    row("COOH", kLeft, "CC(=O)O");
    row("HO2C", kRight, "CC(=O)O");
    row("HOOC", kRight, "CC(=O)O");
    row("CO2Me", kLeft, "COC(C)=O");
    row("EtO2C", kRight, "CCOC(C)=O");
    row("CHO", kLeft, "CC=O");
    row("OHC", kRight, "CC=O");
    row("CONH2", kLeft, "CC(N)=O");
    row("CH2OH", kLeft, "CCO");
    row("SO2Me", kLeft, "CS(C)(=O)=O");
    row("NMe2", kLeft, "CN(C)C");
    row("Me2N", kRight, "CN(C)C");
    row("NHBoc", kLeft, "CNC(=O)OC(C)(C)C");
    row("N3", kLeft, "CN=[N+]=[N-]");
    row("Ph", kLeft, "Cc1ccccc1");
    row("R", kLeft, "unknown");
    row("Qx", kLeft, "unknown");
    row("", kLeft, "unknown");
    row("2", kLeft, "unknown");
}

void LabelTextTest::groupsAreRead()
{
    QFETCH(QString, text);
    QFETCH(double, anchor);
    QFETCH(QString, with);
    const std::string found = methylWith(text.toUtf8().constData(), anchor);
    if (with == QLatin1String("none"))
        QCOMPARE(meaningOf(text.toStdString(), anchor).smiles, std::string("[H]"));
    else
        QCOMPARE(found,
            with == QLatin1String("unknown") ? std::string("unknown") : canonicalSmiles(with.toStdString()).value());
}

void LabelTextTest::hydrogensAreCounted()
{
    QCOMPARE(meaningOf("NH2", kLeft).hydrogens, 2);
    QCOMPARE(meaningOf("HN", kRight).hydrogens, 1);
    QCOMPARE(meaningOf("N", kLeft).hydrogens, 0);
}

void LabelTextTest::everyNameIsAMolecule()
{
    for (const LabelName& name : labelNames())
        if (!name.smiles.empty())
            QVERIFY2(canonicalSmiles(name.smiles), std::string(name.letters).c_str());
}

void LabelTextTest::theGrammarKnowsLabels()
{
    for (const char* const label : { "N", "NH2", "H3C", "Cl", "Br", "CO2Et", "SO2", "C10", "OMe", "H", "X" })
        QVERIFY2(allowed(label), label);
    for (const char* const label : { "", "NHz", "2N", "Q", "a", "C0", "C123", "B8x", "N H", "iPr", "M" })
        QVERIFY2(!allowed(label), label);
    const LetterCount two{ 2, 2 };
    QVERIFY(allowed("Cl", two) && allowed("NH", two) && !allowed("C", two) && !allowed("NH2", two));
    LabelGrammar one(LetterCount{ 1, 1 });
    QVERIFY(!one.take('E')); // nothing that begins so has one letter
}

void LabelTextTest::boxesAndCountsAreGiven()
{
    const std::shared_ptr<const Vocabulary> vocabulary = sampleVocabulary();
    const LogitsMask mask = labelMask(vocabulary, { { { 9, 8, 7, 6 }, { 2, 2 } }, { { 5, 4, 3, 2 }, { 1, 1 } } });
    std::vector<std::int32_t> answer;
    const auto box = [&](std::initializer_list<int> bins) {
        for (const int bin : bins) {
            const std::optional<std::vector<std::int32_t>> allowed = mask(answer);
            const std::int32_t id = *vocabulary->locationId(bin);
            const bool only = allowed && *allowed == std::vector{ id };
            if (!only && !(bin == 5 && allowed && std::count(allowed->begin(), allowed->end(), id) == 1))
                return false;
            answer.push_back(id);
        }
        return true;
    };
    const auto isAllowed = [&](std::int32_t id) {
        const std::optional<std::vector<std::int32_t>> allowed = mask(answer);
        return allowed && std::find(allowed->begin(), allowed->end(), id) != allowed->end();
    };
    const auto idOf = [&](std::string_view text) { return vocabulary->encode(text).back(); };
    QVERIFY(box({ 9, 8, 7, 6 }));
    QVERIFY(isAllowed(idOf("N")));
    answer.push_back(idOf("N"));
    QVERIFY(!isAllowed(idOf(" ")));
    QVERIFY(!isAllowed(vocabulary->eosId()));
    QVERIFY(isAllowed(idOf("H")));
    answer.push_back(idOf("H"));
    QVERIFY(!isAllowed(idOf("2")));
    QVERIFY(!isAllowed(vocabulary->eosId())); // there is another label
    for (const std::string_view next : { " ", ";", " " }) {
        QVERIFY2(isAllowed(idOf(next)), std::string(next).c_str());
        answer.push_back(idOf(next));
    }
    QVERIFY(box({ 5, 4, 3, 2 }));
    QVERIFY(!isAllowed(vocabulary->eosId()));
    answer.push_back(idOf("O"));
    QVERIFY(isAllowed(vocabulary->eosId()));
    QVERIFY(!isAllowed(idOf(" ")));
}

void LabelTextTest::lettersSettleBonds()
{
    const auto smiles = [](DrawnMolecule drawn) {
        return canonicalSmiles(smilesOf(withSettledBonds(std::move(drawn))).value_or("")).value_or("none");
    };
    const DrawnAtom carbon{ {}, "C" };
    const DrawnAtom bare{ {}, "O", 0, 0 };
    const DrawnAtom hydroxyl{ {}, "O", 0, 1 };
    QCOMPARE(smiles({ { carbon, bare }, { { 0, 1 } } }), std::string("C=O"));
    QCOMPARE(smiles({ { carbon, hydroxyl }, { { 0, 1 } } }), std::string("CO"));
    QCOMPARE(smiles({ { carbon, { {}, "N", 0, 0 } }, { { 0, 1, 2 } } }), std::string("C#N"));
    QCOMPARE(smiles({ { carbon, { {}, "N", 0, 0 } }, { { 0, 1 } } }), std::string("CN"));
    QCOMPARE(smiles({ { carbon, { {}, "N", 1, 0 }, bare, bare }, { { 0, 1 }, { 1, 2 }, { 1, 3 } } }),
        std::string("C[N+](=O)[O-]"));
    QCOMPARE(smiles({ { carbon, { {}, "[H]", 0, 0 }, carbon }, { { 0, 1 }, { 1, 2 } } }), std::string("CNC"));
    // A carbon that has no bond left keeps them as they were drawn.
    QCOMPARE(smiles({ { carbon, bare, carbon, carbon, carbon }, { { 0, 1 }, { 0, 2 }, { 0, 3 }, { 0, 4 } } }),
        std::string("CC(C)(C)O"));
    QCOMPARE(
        smiles({ { { {}, "N", 0, 0 }, carbon, carbon, carbon, carbon }, { { 0, 1 }, { 0, 2 }, { 0, 3 }, { 0, 4 } } }),
        std::string("C[N+](C)(C)C"));
}

QTEST_GUILESS_MAIN(LabelTextTest)
#include "label_text_test.moc"
