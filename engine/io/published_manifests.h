#pragma once
// What the published PaliGemma checkpoints can be asked without further training, for folders that carry no manifest of
// their own. Prompts and limits: spec "document-understanding tasks".

#include <optional>
#include <string_view>
#include <vector>

#include "engine/io/capability_manifest.h"

namespace palimpsest {

// Recognised by "paligemma" in the name together with "-mix-", "-pt-" or "-ft-docci-"; nullopt for any other.
std::optional<CapabilityManifest> publishedManifest(std::string_view checkpointName);

// The tasks of the mix checkpoints, and those of this project's own choice where nobody published a prompt: what a
// checkpoint that does not declare a task is asked when somebody wants it tried all the same.
std::vector<TaskCapability> usualTasks();

} // namespace palimpsest
