#pragma once
// The picture that suits each kind of result: text on a second sheet, objects and masks upon the page, an answer below
// it. Needs a DocumentRuntime; any thread.

#include "engine/image/rgb_image.h"
#include "pipelines/document/page_image.h"
#include "pipelines/page_result.h"

namespace palimpsest {

RgbImage drawResult(const PageImage& page, const PageContent& content);

} // namespace palimpsest
