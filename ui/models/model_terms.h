#pragma once
// The terms of Gemma, under which Google gives away PaliGemma and whatever is made from it, and when a person
// acknowledged them for a model: kept by its folder in the user's data folder, so that it is asked once. The starter
// was made from nothing of Google's and needs none. GUI thread.

#include <QDateTime>
#include <QString>
#include <optional>

#include "ui/jobs/model_info.h"

namespace palimpsest {

// A model whose manifest names no other licence is taken for one of Google's, or made from one.
[[nodiscard]] bool isUnderGemmaTerms(const QString& licence);
[[nodiscard]] QString gemmaTermsAddress();

[[nodiscard]] std::optional<QDateTime> termsAcknowledged(const QString& modelFolder);
// False: it could not be written, and counts until the program ends.
bool acknowledgeTerms(const QString& modelFolder);

// It needs no acknowledgement, or has it.
[[nodiscard]] bool mayBeUsed(const ModelInfo& model);

} // namespace palimpsest
