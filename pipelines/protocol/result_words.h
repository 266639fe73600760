#pragma once
// The words that JSON uses for the values of our enumerations, in one place for writer and reader.

#include <array>
#include <string_view>
#include <utility>

#include "engine/image/preprocessing.h"
#include "pipelines/enum_words.h"
#include "pipelines/page_result.h"

namespace palimpsest {

inline constexpr std::array<std::pair<BoxState, std::string_view>, 3> kBoxStateWords{ { { BoxState::Valid, "valid" },
    { BoxState::Inverted, "inverted" }, { BoxState::Degenerate, "degenerate" } } };
inline constexpr std::array<std::pair<ImageFit, std::string_view>, 2> kImageFitWords{
    { { ImageFit::Stretch, "stretch" }, { ImageFit::PadWhite, "pad-white" } }
};
inline constexpr std::array<std::pair<PadAnchor, std::string_view>, 2> kPadAnchorWords{
    { { PadAnchor::TopLeft, "topleft" }, { PadAnchor::Center, "center" } }
};
inline constexpr std::array<std::pair<ResizeKernel, std::string_view>, 2> kResizeKernelWords{
    { { ResizeKernel::Bicubic, "bicubic" }, { ResizeKernel::Bilinear, "bilinear" } }
};
inline constexpr std::array<std::pair<RegionOrigin, std::string_view>, 3> kRegionOriginWords{
    { { RegionOrigin::User, "user" }, { RegionOrigin::LayoutTask, "layout-task" },
        { RegionOrigin::PageSegmentation, "page-segmentation" } }
};
inline constexpr std::array<std::pair<ResultSource, std::string_view>, 3> kResultSourceWords{
    { { ResultSource::Model, "model" }, { ResultSource::Document, "document" }, { ResultSource::Shapes, "shapes" } }
};

[[nodiscard]] constexpr const auto& wordsOf(BoxState)
{
    return kBoxStateWords;
}
[[nodiscard]] constexpr const auto& wordsOf(ImageFit)
{
    return kImageFitWords;
}
[[nodiscard]] constexpr const auto& wordsOf(PadAnchor)
{
    return kPadAnchorWords;
}
[[nodiscard]] constexpr const auto& wordsOf(ResizeKernel)
{
    return kResizeKernelWords;
}

[[nodiscard]] constexpr const auto& wordsOf(RegionOrigin)
{
    return kRegionOriginWords;
}
[[nodiscard]] constexpr const auto& wordsOf(ResultSource)
{
    return kResultSourceWords;
}

// In the order of the variant's alternatives.
inline constexpr std::array<std::string_view, 9> kContentKinds{ "ocr", "detections", "segments", "text", "tables",
    "molecules", "scores", "report", "parts" };
static_assert(kContentKinds.size() == std::variant_size_v<PageContent>);

[[nodiscard]] inline std::string_view kindOf(const PageContent& content)
{
    return kContentKinds.at(content.index());
}

} // namespace palimpsest
