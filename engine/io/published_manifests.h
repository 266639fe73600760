#pragma once
// What the published PaliGemma checkpoints can be asked without further training, for folders that carry no manifest of
// their own. Prompts and limits: spec "document-understanding tasks".

#include <optional>
#include <string_view>

#include "engine/io/capability_manifest.h"

namespace palimpsest {

// Recognised by "paligemma" in the name together with "-mix-", "-pt-" or "-ft-docci-"; nullopt for any other.
std::optional<CapabilityManifest> publishedManifest(std::string_view checkpointName);

} // namespace palimpsest
