#include "pipelines/evaluate/sample_pairs.h"

#include <iterator>
#include <set>
#include <string>
#include <utility>

namespace palimpsest {
namespace {

void addReasons(std::vector<Unscored>& all, std::vector<Unscored> more, const char* side)
{
    for (Unscored& item : more)
        all.push_back({ std::move(item.name), side + std::move(item.reason) });
}

bool isUnscored(const std::set<std::string>& names, const Sample& sample)
{
    return names.count(sample.name) > 0;
}

std::set<std::string> namesOf(const std::vector<Unscored>& items)
{
    std::set<std::string> names;
    for (const Unscored& item : items)
        names.insert(item.name);
    return names;
}

} // namespace

Pairing pairSamples(SampleSet found, SampleSet truth)
{
    const bool single
        = found.samples.size() == 1 && truth.samples.size() == 1 && found.unscored.empty() && truth.unscored.empty();
    Pairing pairing;
    pairing.passedOver = std::move(truth.passedOver);
    pairing.passedOver.insert(pairing.passedOver.end(), std::make_move_iterator(found.passedOver.begin()),
        std::make_move_iterator(found.passedOver.end()));
    if (single) {
        const std::string name = truth.samples[0].name;
        pairing.pairs.push_back({ name, std::move(found.samples[0]), std::move(truth.samples[0]) });
        return pairing;
    }
    // What was named on the other side already needs no second reason.
    const std::set<std::string> brokenFound = namesOf(found.unscored);
    const std::set<std::string> brokenTruth = namesOf(truth.unscored);
    addReasons(pairing.unscored, std::move(truth.unscored), "truth: ");
    addReasons(pairing.unscored, std::move(found.unscored), "prediction: ");
    auto answer = found.samples.begin();
    const auto skipAnswer = [&] {
        if (!isUnscored(brokenTruth, *answer))
            pairing.unscored.push_back({ answer->name, "there is no truth for this prediction" });
        ++answer;
    };
    for (Sample& wanted : truth.samples) {
        while (answer != found.samples.end() && answer->name < wanted.name)
            skipAnswer();
        if (answer != found.samples.end() && answer->name == wanted.name) {
            pairing.pairs.push_back({ wanted.name, std::move(*answer), std::move(wanted) });
            ++answer;
        } else if (!isUnscored(brokenFound, wanted)) {
            pairing.unscored.push_back({ wanted.name, "there is no prediction" });
        }
    }
    while (answer != found.samples.end())
        skipAnswer();
    return pairing;
}

} // namespace palimpsest
