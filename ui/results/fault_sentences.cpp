#include "ui/results/fault_sentences.h"

#include <QCoreApplication>
#include <array>
#include <utility>

namespace palimpsest {

namespace {

constexpr std::array<std::pair<MoleculeFault, const char*>, 13> kMoleculeFaults{ {
    { MoleculeFault::EmptyAnswer, QT_TRANSLATE_NOOP("Faults", "There is nothing to read.") },
    { MoleculeFault::UnexpectedCharacter,
        QT_TRANSLATE_NOOP("Faults", "A character that no SMILES has, or not at that place.") },
    { MoleculeFault::MisplacedBond, QT_TRANSLATE_NOOP("Faults", "A bond that does not join two atoms.") },
    { MoleculeFault::UnbalancedBranch, QT_TRANSLATE_NOOP("Faults", "A parenthesis without the other.") },
    { MoleculeFault::UnbalancedBracket, QT_TRANSLATE_NOOP("Faults", "A bracket without the other.") },
    { MoleculeFault::OpenRing, QT_TRANSLATE_NOOP("Faults", "A ring is never closed.") },
    { MoleculeFault::UnknownGroup,
        QT_TRANSLATE_NOOP("Faults", "A group in brackets that is no atom; it stands for any.") },
    { MoleculeFault::UnusualElement,
        QT_TRANSLATE_NOOP("Faults", "An element that drawings seldom have; often a group that was misread.") },
    { MoleculeFault::InvalidValence, QT_TRANSLATE_NOOP("Faults", "More bonds than the element can have.") },
    { MoleculeFault::NotAromatic, QT_TRANSLATE_NOOP("Faults", "Written as aromatic, and cannot be.") },
    { MoleculeFault::UnassignedStereo,
        QT_TRANSLATE_NOOP("Faults", "A centre or a double bond that could be either way round.") },
    { MoleculeFault::TooLarge, QT_TRANSLATE_NOOP("Faults", "Larger than this program takes.") },
    { MoleculeFault::CutOff, QT_TRANSLATE_NOOP("Faults", "The answer ended before the molecule did.") },
} };

constexpr std::array<std::pair<ScoreFault, const char*>, 12> kScoreFaults{ {
    { ScoreFault::EmptyAnswer, QT_TRANSLATE_NOOP("Faults", "There is nothing to read.") },
    { ScoreFault::NoHeader, QT_TRANSLATE_NOOP("Faults", "It does not begin with **kern.") },
    { ScoreFault::SpineCount, QT_TRANSLATE_NOOP("Faults", "More or fewer fields than there are staves.") },
    { ScoreFault::UnknownToken, QT_TRANSLATE_NOOP("Faults", "A field that is no note, rest or chord.") },
    { ScoreFault::UnevenBarline, QT_TRANSLATE_NOOP("Faults", "A barline that does not go through all staves.") },
    { ScoreFault::UnevenVoices, QT_TRANSLATE_NOOP("Faults", "The voices are of different lengths.") },
    { ScoreFault::MeasureLength, QT_TRANSLATE_NOOP("Faults", "The notes do not add up to the meter.") },
    { ScoreFault::Unterminated, QT_TRANSLATE_NOOP("Faults", "The staves are not ended.") },
    { ScoreFault::RowsAfterEnd, QT_TRANSLATE_NOOP("Faults", "Behind the end of all staves, and left out.") },
    { ScoreFault::DifferentSpines, QT_TRANSLATE_NOOP("Faults", "Another number of staves than the system before.") },
    { ScoreFault::TooLarge, QT_TRANSLATE_NOOP("Faults", "Larger than this program takes.") },
    { ScoreFault::CutOff, QT_TRANSLATE_NOOP("Faults", "The answer ended before the music did.") },
} };

template <typename Fault, std::size_t Count>
QString sentence(const std::array<std::pair<Fault, const char*>, Count>& sentences, Fault fault)
{
    for (const auto& [known, text] : sentences)
        if (known == fault)
            return QCoreApplication::translate("Faults", text);
    return {};
}

} // namespace

QString sentenceOf(const MoleculeWarning& warning, const QStringList& atoms)
{
    const QString text = sentence(kMoleculeFaults, warning.fault);
    if (!warning.atom)
        return text;
    return QCoreApplication::translate("Faults", "Atom %1, %2: %3")
        .arg(QString::number(*warning.atom + 1), atoms.value(static_cast<qsizetype>(*warning.atom)), text);
}

QString sentenceOf(const ScoreWarning& warning)
{
    const QString text = sentence(kScoreFaults, warning.fault);
    return warning.measure ? QCoreApplication::translate("Faults", "Measure %1: %2").arg(*warning.measure).arg(text)
                           : text;
}

} // namespace palimpsest
