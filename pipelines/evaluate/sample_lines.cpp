#include "pipelines/evaluate/sample_lines.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include <nlohmann/json.hpp>

#include "engine/io/json_text.h"
#include "pipelines/evaluate/sample_result.h"
#include "pipelines/evaluate/scene_text.h"

namespace palimpsest {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string textUnder(const Json& json, const char* key)
{
    return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
}

class LineReader {
public:
    void add(const std::string& place, const std::string& line)
    {
        const Result<Json> parsed = parseJson(line, place, ErrorCode::BadInput);
        if (!parsed.ok())
            return leaveOut(place, parsed.error().message);
        const Json& json = parsed.value();
        if (std::optional<SampleSet> pictures = sceneTextOf(json)) { // HierText's file is one long line
            std::move(pictures->samples.begin(), pictures->samples.end(), std::back_inserter(m_set.samples));
            std::move(pictures->unscored.begin(), pictures->unscored.end(), std::back_inserter(m_set.unscored));
            return;
        }
        const bool named
            = json.is_object() && json.contains("id") && (json["id"].is_string() || json["id"].is_number_integer());
        if (!named)
            return leaveOut(place, "the line has no 'id' that is a text or a whole number");
        const std::string id = json["id"].is_string() ? json["id"].get<std::string>() : json["id"].dump();
        if (json.contains("result") && json.contains("state"))
            addPage(id, json);
        else
            addAnswers(id, place, json);
    }

    // A document of several pages is known for one when all its lines are there.
    SampleSet finish()
    {
        std::map<std::string, std::size_t> pagesOf;
        for (const Page& page : m_pages)
            ++pagesOf[page.document];
        for (Page& page : m_pages) {
            std::string name = std::move(page.document);
            if (pagesOf[name] > 1)
                name += "-" + std::to_string(page.number);
            if (!page.sample.ok()) {
                leaveOut(name, page.sample.error().message);
                continue;
            }
            m_set.samples.push_back(std::move(page.sample).value());
            m_set.samples.back().name = std::move(name);
        }
        return std::move(m_set);
    }

private:
    struct Page {
        std::string document;
        std::size_t number = 1;
        Result<Sample> sample;
    };

    void leaveOut(const std::string& name, const std::string& reason) { m_set.unscored.push_back({ name, reason }); }

    // {"id": TEXT, "document": PATH, "page": 1, "state": WORD, "reason": TEXT, "result": RESULT or null}; where nobody
    // named the document, its id is its path.
    void addPage(const std::string& id, const Json& json)
    {
        const std::string name = textUnder(json, "document") == id ? fs::path(id).stem().string() : id;
        const std::size_t number
            = json.contains("page") && json["page"].is_number_unsigned() ? json["page"].get<std::size_t>() : 1;
        Result<Sample> sample = json["result"].is_null()
            ? Error{ ErrorCode::BadInput, "the page was not read: " + textUnder(json, "reason") }
            : sampleOfResult(name, json["result"]);
        m_pages.push_back({ name, number, std::move(sample) });
    }

    // {"id": TEXT, "answer": TEXT} or {"id": TEXT, "answers": [TEXT, ...]}, with "image" and "question" where it says
    // what it is about.
    void addAnswers(const std::string& name, const std::string& place, const Json& json)
    {
        Sample sample{ .name = name,
            .texts = {},
            .result = {},
            .image = textUnder(json, "image"),
            .question = textUnder(json, "question") };
        if (json.contains("answer") && json["answer"].is_string())
            sample.texts.push_back(json["answer"].get<std::string>());
        else if (json.contains("answers") && json["answers"].is_array())
            for (const Json& answer : json["answers"])
                if (answer.is_string())
                    sample.texts.push_back(answer.get<std::string>());
        if (sample.texts.empty() || (json.contains("answers") && sample.texts.size() != json["answers"].size()))
            return leaveOut(name, place + " has neither an 'answer' that is a text nor 'answers' that are");
        m_set.samples.push_back(std::move(sample));
    }

    SampleSet m_set;
    std::vector<Page> m_pages;
};

} // namespace

SampleSet samplesOfLines(const fs::path& file, std::string_view text)
{
    LineReader reader;
    std::size_t number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string line(text.substr(begin, end - begin));
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(" \t\r") != std::string::npos)
            reader.add(file.filename().string() + ":" + std::to_string(number), line);
    }
    return reader.finish();
}

} // namespace palimpsest
