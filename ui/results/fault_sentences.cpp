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

} // namespace palimpsest
