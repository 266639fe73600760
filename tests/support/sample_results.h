#pragma once
// Results of every kind with what files find hard: markup, quotes, control characters, other scripts, pieces of several
// words, a page that failed, masks with holes and in two parts.

#include "pipelines/export/export_input.h"

namespace palimpsest {

// Two pages of letter.pdf, the third of which could not be read.
ExportInput sampleText();
// A cat, two dogs, a box with sides swapped and one without width, on two pictures.
ExportInput sampleDetections();
// Every class of DocLayNet, some by other names, on two pages of a document.
ExportInput sampleLayout();
// A ring, two blots of one object, and an object without a mask.
ExportInput sampleSegments();
// Captions of two pictures, one with commas, quotes and a line break.
ExportInput sampleCaptions();
// Tables of two pages: spans, headers in two rows and in the body, texts that look like formulas, numbers, markup and
// line breaks, a place without a cell; one of a single cell; one of styled letters; a page without any.
ExportInput sampleTables();

// Salts, chirality, cis and trans, isotopes, charges, a group, one that is no molecule; two on the first page.
ExportInput sampleMolecules();

// A page of two systems and one of a grand staff.
ExportInput sampleScores();

} // namespace palimpsest
