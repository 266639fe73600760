#pragma once
// The words that a capability manifest uses for the values of our enumerations, in one place for reader and writer.

#include <initializer_list>
#include <utility>

#include "engine/io/capability_manifest.h"

namespace palimpsest {

inline constexpr int kManifestVersion = 1;

template <typename Enum> using ManifestWords = std::initializer_list<std::pair<const char*, Enum>>;

inline const ManifestWords<AnswerGrammar> kGrammarWords{ { "plain_text", AnswerGrammar::PlainText },
    { "ocr_boxes", AnswerGrammar::OcrBoxes }, { "ocr_cells", AnswerGrammar::OcrCells },
    { "answer_cells", AnswerGrammar::AnswerCells }, { "ocr_bonds", AnswerGrammar::OcrBonds },
    { "detections", AnswerGrammar::Detections }, { "segments", AnswerGrammar::Segments },
    { "table_html", AnswerGrammar::TableHtml }, { "smiles", AnswerGrammar::Smiles }, { "kern", AnswerGrammar::Kern },
    { "score_signs", AnswerGrammar::ScoreSigns }, { "page_regions", AnswerGrammar::PageRegions },
    { "answer", AnswerGrammar::Answer }, { "caption", AnswerGrammar::Caption }, { "report", AnswerGrammar::Report } };
inline const ManifestWords<ImageFit> kFitWords{ { "stretch", ImageFit::Stretch }, { "pad-white", ImageFit::PadWhite } };
inline const ManifestWords<PadAnchor> kAnchorWords{ { "topleft", PadAnchor::TopLeft },
    { "center", PadAnchor::Center } };
inline const ManifestWords<ResizeKernel> kKernelWords{ { "bicubic", ResizeKernel::Bicubic },
    { "bilinear", ResizeKernel::Bilinear } };
inline const ManifestWords<PairOrder> kPairOrderWords{ { "box_first", PairOrder::BoxFirst },
    { "text_first", PairOrder::TextFirst } };
inline const ManifestWords<CoordinateOrder> kCoordinateWords{ { "yxyx", CoordinateOrder::YFirst },
    { "xyxy", CoordinateOrder::XFirst } };
inline const ManifestWords<SoftcapSwitch> kSwitchWords{ { "config", SoftcapSwitch::Config },
    { "off", SoftcapSwitch::Off } };
inline const ManifestWords<WindowPolicy> kWindowWords{ { "W0", WindowPolicy::Off }, { "W1", WindowPolicy::AllRows },
    { "W2", WindowPolicy::GeneratedRows } };

template <typename Enum> const char* wordFor(Enum value, const ManifestWords<Enum>& words)
{
    for (const auto& [word, meaning] : words)
        if (meaning == value)
            return word;
    return "";
}

} // namespace palimpsest
