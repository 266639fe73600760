#pragma once
// Molecules that were read from a page, and what is doubtful about each. Plain values, part of PageContent.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/image/geometry.h"

namespace palimpsest {

// What can be wrong with a SMILES. None of it is an error: the text is kept as it was read.
enum class MoleculeFault {
    EmptyAnswer,         // nothing came
    UnexpectedCharacter, // a character that no SMILES has, or not there
    MisplacedBond,       // a bond that does not join two atoms
    UnbalancedBranch,    // a parenthesis without the other
    UnbalancedBracket,   // "[" without "]"
    OpenRing,            // a ring that is never closed
    UnknownGroup,        // a bracket that is no atom, such as [R1] or [Ph]: taken for any atom, "*"
    UnusualElement,      // an element that drawings of molecules seldom have
    InvalidValence,      // more bonds than the element can have
    NotAromatic,         // written as aromatic, and cannot be
    UnassignedStereo,    // a centre or a double bond that could be either way round
    TooLarge,            // more letters, atoms or rings than this program takes
    CutOff,              // the answer ended before the molecule did
};

struct MoleculeWarning {
    MoleculeFault fault = MoleculeFault::EmptyAnswer;
    std::optional<std::size_t> atom; // where it is, counted from 0 in the order of the SMILES

    friend bool operator==(const MoleculeWarning&, const MoleculeWarning&) = default;
};

struct Molecule {
    RectF box;             // of the drawing, in page pixels
    std::string smiles;    // as read
    std::string canonical; // the same molecule in RDKit's order; empty: no molecule could be made of it
    std::vector<MoleculeWarning> warnings;
    std::optional<double> confidence;
    std::size_t answer = 0; // index into Provenance::answers

    friend bool operator==(const Molecule&, const Molecule&) = default;
};

struct Molecules {
    std::vector<Molecule> items; // in reading order; empty: nothing is drawn there

    friend bool operator==(const Molecules&, const Molecules&) = default;
};

} // namespace palimpsest
