#include "tests/support/instruction_set_targets.h"

#include <hwy/highway.h>

namespace palimpsest {
namespace {

void choose(std::int64_t targets)
{
    hwy::SetSupportedTargetsForTest(targets);
    hwy::GetChosenTarget().Update(hwy::SupportedTargets());
}

} // namespace

std::vector<std::int64_t> instructionSetTargets()
{
    return hwy::SupportedAndGeneratedTargets();
}

std::string targetName(std::int64_t target)
{
    return hwy::TargetName(target);
}

ForcedTarget::ForcedTarget(std::int64_t target)
{
    choose(target);
}

ForcedTarget::~ForcedTarget()
{
    choose(0);
}

} // namespace palimpsest
