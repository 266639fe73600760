#pragma once
// A capability manifest as the text of a palimpsest.json. Pure; any thread.

#include <string>

#include "engine/io/capability_manifest.h"

namespace palimpsest {

// parseManifest() reads it as the same manifest. What has no value is left out, and so are tasks of companions, which
// stand in manifests of their own.
std::string manifestText(const CapabilityManifest& manifest);

} // namespace palimpsest
