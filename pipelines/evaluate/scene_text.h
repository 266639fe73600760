#pragma once
// Truth as the data sets of text in pictures publish it: HierText's annotations (S. Long et al., CVPR 2022) and
// COCO-Text's (A. Veit et al., 2016; version 2). One file lists many pictures.

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "pipelines/evaluate/sample_reader.h"

namespace palimpsest {

// A sample a picture, with the places of its words; HierText's have their text, too. Named like the picture without its
// ending. Nothing where the JSON is of neither form.
[[nodiscard]] std::optional<SampleSet> sceneTextOf(const nlohmann::json& root);

} // namespace palimpsest
