#include "pipelines/evaluate/sample_pairs.h"

#include <algorithm>
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

template <typename Item> std::set<std::string> namesOf(const std::vector<Item>& items)
{
    std::set<std::string> names;
    for (const Item& item : items)
        names.insert(item.name);
    return names;
}

// A text whose pages are parted by form feeds, as `read` writes it, against pages one by one: it is pages, too. A form
// feed behind the last one opens no other.
void partPages(SampleSet& set, const SampleSet& other)
{
    const std::set<std::string> others = namesOf(other.samples);
    std::vector<Sample> all;
    for (Sample& sample : set.samples) {
        const bool hasPages = sample.texts.size() == 1 && sample.texts[0].find('\f') != std::string::npos;
        if (!hasPages || others.count(sample.name) > 0 || others.count(sample.name + "-1") == 0) {
            all.push_back(std::move(sample));
            continue;
        }
        std::string text = std::move(sample.texts[0]);
        if (text.back() == '\f')
            text.pop_back();
        std::size_t page = 0;
        for (std::size_t begin = 0; begin <= text.size();) {
            const std::size_t end = std::min(text.find('\f', begin), text.size());
            all.push_back(
                { sample.name + "-" + std::to_string(++page), { text.substr(begin, end - begin) }, std::nullopt });
            begin = end + 1;
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Sample& a, const Sample& b) { return a.name < b.name; });
    set.samples = std::move(all);
}

} // namespace

Pairing pairSamples(SampleSet found, SampleSet truth)
{
    partPages(found, truth);
    partPages(truth, found);
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
