// What the automata let through is well formed, and what is well formed they let through. The masks speak the starter's
// vocabulary.

#include <QtTest>
#include <filesystem>
#include <random>
#include <set>

#include "engine/model/model_config.h"
#include "engine/tokenizer/vocabulary.h"
#include "pipelines/decode/grammar_mask.h"
#include "pipelines/decode/kern_grammar.h"
#include "pipelines/decode/kern_syntax.h"
#include "pipelines/decode/smiles_grammar.h"
#include "pipelines/decode/smiles_syntax.h"

using namespace palimpsest;

namespace {

std::shared_ptr<const Vocabulary> starterVocabulary()
{
    const std::filesystem::path folder
        = std::filesystem::path(qEnvironmentVariable("PALIMPSEST_SOURCE_DIR").toStdString()) / "resources/starter";
    const Result<ModelConfig> config = readModelConfig(folder / "config.json");
    if (!config.ok())
        qFatal("%s", config.error().message.c_str());
    Result<std::shared_ptr<const Vocabulary>> vocabulary = Vocabulary::open(folder, config.value());
    if (!vocabulary.ok())
        qFatal("%s", vocabulary.error().message.c_str());
    return std::move(vocabulary).value();
}

template <typename Automaton> bool accepts(const std::string& text)
{
    Automaton automaton;
    return takeAll(automaton, text) && automaton.mayEnd();
}

// A random walk through what is allowed, up to so many letters, that ends as soon as it may behind half of them.
template <typename Automaton>
std::optional<std::string> walk(std::string_view letters, std::size_t longest, std::mt19937& random)
{
    Automaton automaton;
    std::string text;
    while (text.size() < longest) {
        if (automaton.mayEnd() && text.size() > longest / 2)
            return text;
        std::string next;
        for (const char letter : letters) {
            Automaton tried = automaton;
            if (tried.take(letter))
                next += letter;
        }
        if (next.empty())
            break;
        text += next[random() % next.size()];
        automaton.take(text.back());
    }
    return automaton.mayEnd() ? std::optional(text) : std::nullopt;
}

std::set<std::string> piecesOf(const std::optional<std::vector<std::int32_t>>& allowed, const Vocabulary& vocabulary)
{
    std::set<std::string> pieces;
    for (const std::int32_t id : allowed.value_or(std::vector<std::int32_t>{}))
        pieces.insert(id == vocabulary.eosId() ? "<eos>" : std::string(vocabulary.pieceText(id)));
    return pieces;
}

} // namespace

class GrammarMaskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smilesAreTaken_data();
    void smilesAreTaken();
    void whatIsTakenIsSmiles();
    void kernIsTaken_data();
    void kernIsTaken();
    void whatIsTakenIsKern();
    void masksSpeakTheVocabulary();
};

void GrammarMaskTest::smilesAreTaken_data()
{
    QTest::addColumn<QString>("smiles");
    QTest::addColumn<bool>("taken");
    for (const char* smiles : { "C", "CC(=O)Oc1ccccc1C(O)=O", "[Na+].[O-]C(=O)/C=C\\[2H]", "C%12CCC%12", "C=1CCCC=1",
             "BrCCl", "CC1([C@@H]([C@@H](C2=C(O1)C=CC(=C2)C(C(F)(F)F)(F)F)N3CCCCC3=O)O)C", "C1CC1C1CC1", "[R1]C*" })
        QTest::newRow(smiles) << QString::fromLatin1(smiles) << true;
    for (const char* smiles : { "", "C(", "C()", "CC)", "C1CC", "C11", "[", "[]", "C]", "=C", "C==C", "C.", ".C", "(C)",
             "C(1)CC1", "C%1", "C%", "1CC1", "Cr", "C l", "C-", "C(=)" })
        QTest::newRow(smiles[0] == '\0' ? "nothing" : smiles) << QString::fromLatin1(smiles) << false;
}

void GrammarMaskTest::smilesAreTaken()
{
    QFETCH(const QString, smiles);
    QFETCH(const bool, taken);
    QCOMPARE(accepts<SmilesGrammar>(smiles.toStdString()), taken);
}

void GrammarMaskTest::whatIsTakenIsSmiles()
{
    std::mt19937 random(1);
    int finished = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::optional<std::string> smiles = walk<SmilesGrammar>("CNOclnBr12%()[]=#./@H+-", 60, random);
        if (!smiles)
            continue;
        ++finished;
        for (const MoleculeWarning& warning : readSmiles(*smiles).warnings)
            QVERIFY2(warning.fault == MoleculeFault::UnknownGroup || warning.fault == MoleculeFault::UnusualElement,
                smiles->c_str());
    }
    QVERIFY2(finished > 100, qPrintable(QString::number(finished)));
}

void GrammarMaskTest::kernIsTaken_data()
{
    QTest::addColumn<QString>("kern");
    QTest::addColumn<bool>("taken");
    const auto row = [](const char* name, const char* kern, bool taken) {
        QTest::newRow(name) << QString::fromLatin1(kern) << taken;
    };
    row("a melody", "**kern\n*clefG2\n*k[f#]\n*M4/4\n4f#\n8.gL\n16aJk\n[4r\n=\n1dd]\n==\n*-", true);
    row("with a line behind it", "**kern\n4c\n*-\n", true);
    row("grand staff",
        "**kern\t**kern\n*\t*^\n4C 4E\t8ccL\t.\n.\t8qdd\t.\n=2\t=2\t=2\n*\t*v\t*v\n4D-\t3%2e\n==\t==\n*-\t*-", true);
    row("no header", "4c\n*-", false);
    row("no end", "**kern\n4c", false);
    row("a field too few", "**kern\t**kern\n4c\n*-\t*-", false);
    row("a field too many", "**kern\n4c\t4d\n*-", false);
    row("no pitch", "**kern\n4\n*-", false);
    row("no length", "**kern\nc\n*-", false);
    row("two pitches", "**kern\n4cd\n*-", false);
    row("a barline beside a note", "**kern\t**kern\n=\t4c\n*-\t*-", false);
    row("an empty row", "**kern\n\n*-", false);
    row("behind the end", "**kern\n*-\n4c", false);
    row("one spine left", "**kern\t**kern\n*-\t*\n*-\n", true);
}

void GrammarMaskTest::kernIsTaken()
{
    QFETCH(const QString, kern);
    QFETCH(const bool, taken);
    QCOMPARE(accepts<KernGrammar>(kern.toStdString()), taken);
}

void GrammarMaskTest::whatIsTakenIsKern()
{
    std::mt19937 random(2);
    int finished = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::optional<std::string> kern = walk<KernGrammar>("*kern*kern\t\n\n*--^v=cdr48.", 120, random);
        if (!kern)
            continue;
        ++finished;
        for (const ScoreWarning& warning : readKern(*kern).warnings)
            QVERIFY2(warning.fault == ScoreFault::UnknownToken || warning.fault == ScoreFault::SpineCount,
                kern->c_str()); // lengths that are too long, a spine that is joined with nothing
    }
    QVERIFY2(finished > 20, qPrintable(QString::number(finished)));
}

void GrammarMaskTest::masksSpeakTheVocabulary()
{
    const std::shared_ptr<const Vocabulary> vocabulary = starterVocabulary();
    const LogitsMask smiles = grammarMask(vocabulary, SmilesGrammar{});
    std::set<std::string> first = piecesOf(smiles({}), *vocabulary);
    QVERIFY(first.contains("C") && first.contains("[") && !first.contains(")") && !first.contains("<eos>"));
    QVERIFY(!first.contains("\xE2\x96\x81") && !first.contains("<loc0000>"));
    const std::set<std::string> ring = piecesOf(smiles(vocabulary->encode("C1CC")), *vocabulary);
    QVERIFY(ring.contains("1") && ring.contains("(") && !ring.contains("<eos>") && !ring.contains(")"));
    QVERIFY(piecesOf(smiles(vocabulary->encode("C1CC1")), *vocabulary).contains("<eos>"));
    QVERIFY(!smiles(vocabulary->encode("))")).has_value()); // left the grammar: anything goes
    const LogitsMask kern = grammarMask(vocabulary, KernGrammar{});
    first = piecesOf(kern({}), *vocabulary);
    QVERIFY(first.contains("*") && !first.contains("4") && !first.contains("<eos>"));
    const std::set<std::string> field = piecesOf(kern(vocabulary->encode("**kern\n4c")), *vocabulary);
    QVERIFY(field.contains("\n") && field.contains("#") && field.contains("c") && !field.contains("\t"));
    QVERIFY(!field.contains("4") && !field.contains("d"));
    QVERIFY(!grammarMask(nullptr, KernGrammar{}));
}

QTEST_APPLESS_MAIN(GrammarMaskTest)
#include "grammar_mask_test.moc"
