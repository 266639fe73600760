#include "ui/results/molecule_study.h"

#include <QPainter>
#include <QSvgRenderer>

#include "pipelines/chemistry/depiction.h"
#include "pipelines/chemistry/inchi.h"
#include "pipelines/chemistry/mol_block.h"
#include "pipelines/decode/smiles_syntax.h"
#include "pipelines/molecule/read_molecule.h"

namespace palimpsest {

namespace {

constexpr int kSharpness = 2; // pixels of the picture for one of the drawing, for fine screens

QImage drawn(const QString& svg)
{
    QImage picture(kSharpness * kDepictionWidth, kSharpness * kDepictionHeight, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    QSvgRenderer(svg.toUtf8()).render(&painter);
    return picture;
}

} // namespace

MoleculeStudy studyOf(const QString& smiles)
{
    MoleculeStudy study;
    study.molecule = readMolecule(smiles.toStdString());
    for (const std::string& atom : readSmiles(study.molecule.smiles).atoms)
        study.atoms << QString::fromStdString(atom);
    const std::string& canonical = study.molecule.canonical;
    if (canonical.empty())
        return study;
    // As it is written, not as it is numbered: what was read keeps the way round in which it was drawn, where it can.
    study.svg = QString::fromStdString(svgDepiction(study.molecule.smiles).value_or(std::string()));
    study.picture = drawn(study.svg);
    study.molBlock = QString::fromStdString(molBlock(canonical, "").value_or(std::string()));
    if (const auto inchi = inchiOf(canonical)) {
        study.inchi = QString::fromStdString(inchi->text);
        study.inchiKey = QString::fromStdString(inchi->key);
    }
    return study;
}

} // namespace palimpsest
