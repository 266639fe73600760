#include "pipelines/evaluate/test_set.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "pipelines/document/document_folder.h"

namespace palimpsest {
namespace {

namespace fs = std::filesystem;

// "letter" of "letter-2"; empty where no page number stands behind.
std::string documentOf(const std::string& sample)
{
    const std::size_t dash = sample.rfind('-');
    const bool numbered = dash != std::string::npos && dash + 1 < sample.size()
        && sample.find_first_not_of("0123456789", dash + 1) == std::string::npos;
    return numbered ? sample.substr(0, dash) : std::string();
}

class Collector {
public:
    explicit Collector(fs::path folder) : m_folder(std::move(folder)) { }

    Result<TestSet> collect(SampleSet truth, std::size_t limit)
    {
        findPictures(truth);
        for (const Sample& sample : truth.samples)
            assign(sample);
        for (const auto& [name, file] : m_pictures)
            if (m_items.count(name) == 0 && m_named.count(file) == 0)
                m_set.unpaired.push_back({ name, "there is no truth beside it" });
        for (const Unscored& broken : truth.unscored) // has its reason
            std::erase_if(m_set.unpaired, [&broken](const Unscored& item) { return item.name == broken.name; });
        if (m_items.empty())
            return Error{ ErrorCode::BadInput,
                "'" + m_folder.string()
                    + "' holds no picture or document with its truth beside it; give both the same "
                      "name" };
        for (auto& [name, item] : m_items)
            if (m_set.items.size() < limit)
                m_set.items.push_back(std::move(item));
        std::set<std::string> chosen;
        for (const TestItem& item : m_set.items)
            chosen.insert(item.name);
        std::erase_if(truth.samples, [&](const Sample& sample) { return chosen.count(m_itemOf[sample.name]) == 0; });
        m_set.truth = std::move(truth);
        return std::move(m_set);
    }

private:
    void findPictures(SampleSet& truth)
    {
        std::set<std::string> several;
        for (const std::string& file : truth.passedOver) {
            if (!hasDocumentEnding(file))
                continue;
            const auto [place, isNew] = m_pictures.emplace(fs::path(file).stem().string(), m_folder / file);
            if (!isNew && several.insert(place->first).second)
                m_set.unpaired.push_back({ place->first, "there are several pictures of this name" });
        }
        for (const std::string& name : several)
            m_pictures.erase(name);
        std::erase_if(truth.passedOver, hasDocumentEnding);
    }

    void assign(const Sample& sample)
    {
        if (!sample.image.empty()) {
            const fs::path file = m_folder / sample.image;
            m_named.insert(file);
            return add(sample, sample.name, file);
        }
        for (const std::string& name : { sample.name, documentOf(sample.name) })
            if (const auto picture = m_pictures.find(name); picture != m_pictures.end())
                return add(sample, name, picture->second);
        if (!sample.oneOfMany)
            m_set.unpaired.push_back({ sample.name, "there is no picture or document for this truth" });
    }

    void add(const Sample& sample, const std::string& name, const fs::path& file)
    {
        m_items.emplace(name, TestItem{ name, file, sample.question });
        m_itemOf[sample.name] = name;
    }

    fs::path m_folder;
    TestSet m_set;
    std::map<std::string, fs::path> m_pictures; // by their names without the ending
    std::set<fs::path> m_named;                 // by a truth
    std::map<std::string, TestItem> m_items;
    std::map<std::string, std::string> m_itemOf; // the item that a truth is about
};

} // namespace

Result<TestSet> readTestSet(const fs::path& folder, std::size_t limit)
{
    std::error_code problem;
    if (!fs::is_directory(folder, problem))
        return Error{ ErrorCode::FileAccess,
            "there is no folder '" + folder.string() + "'; name the one that holds pictures and truth" };
    PAL_TRY_ASSIGN(SampleSet truth, readSamples(folder));
    return Collector(folder).collect(std::move(truth), limit);
}

} // namespace palimpsest
