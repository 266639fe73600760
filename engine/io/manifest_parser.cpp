// palimpsest.json to CapabilityManifest; the schema is docs/manifest.md.

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/io/capability_manifest.h"
#include "engine/io/json_text.h"
#include "engine/io/manifest_words.h"

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMostTasks = 64;
constexpr std::size_t kLongestText = 4096;
constexpr std::size_t kMostTokens = 8192; // positions of the decoder
constexpr std::size_t kMostRows = 1000;   // of a table
constexpr std::size_t kMostChoices = 64;
constexpr std::size_t kMostClasses = 1000;
constexpr std::size_t kMostObjects = 1000;
constexpr std::size_t kMostImages = 16; // of a question
constexpr std::size_t kMostCompanions = 8;
constexpr std::size_t kMostWords = 1000; // of an argument
constexpr double kTallestText = 4096;

// One object of the file: takes its keys one by one, then says which were left over. The first error stays.
class ObjectReader {
public:
    ObjectReader(const Json& object, std::string source, std::string path)
        : m_object(object),
          m_source(std::move(source)),
          m_path(std::move(path))
    {
        if (!m_object.is_object())
            fail("is " + describeJson(m_object) + ", expected an object", m_path);
    }

    const Json* take(const char* key)
    {
        m_known.insert(key);
        const auto at = m_object.is_object() ? m_object.find(key) : m_object.end();
        return m_error || !m_object.is_object() || at == m_object.end() ? nullptr : &*at;
    }

    // Between `least` and `most` different texts, none empty.
    void texts(const char* key, std::vector<std::string>& target, std::size_t least, std::size_t most)
    {
        const Json* const value = take(key);
        if (value == nullptr)
            return;
        const auto isText = [](const Json& item) {
            return item.is_string() && !item.get_ref<const std::string&>().empty()
                && item.get_ref<const std::string&>().size() <= kLongestText;
        };
        if (!value->is_array() || value->size() < least || value->size() > most
            || !std::all_of(value->begin(), value->end(), isText))
            return fail("is " + describeJson(*value) + ", expected a list of " + std::to_string(least) + " to "
                    + std::to_string(most) + " texts",
                at(key));
        target = value->get<std::vector<std::string>>();
    }

    void text(const char* key, std::string& target)
    {
        const Json* value = take(key);
        if (value == nullptr)
            return;
        if (!value->is_string() || value->get_ref<const std::string&>().size() > kLongestText)
            return unexpected(key, *value, "a text of at most " + std::to_string(kLongestText) + " bytes");
        target = value->get<std::string>();
    }

    void count(const char* key, std::size_t& target, std::size_t least, std::size_t most)
    {
        const Json* value = take(key);
        if (value == nullptr)
            return;
        if (!value->is_number_unsigned() || *value < least || *value > most)
            return unexpected(
                key, *value, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
        target = value->get<std::size_t>();
    }

    void flag(const char* key, bool& target)
    {
        const Json* value = take(key);
        if (value == nullptr)
            return;
        if (!value->is_boolean())
            return unexpected(key, *value, "true or false");
        target = value->get<bool>();
    }

    void share(const char* key, double& target)
    {
        const Json* value = take(key);
        if (value == nullptr)
            return;
        const double found = value->is_number() ? value->get<double>() : -1.0;
        if (!(found >= 0 && found <= 1))
            return unexpected(key, *value, "a number from 0 to 1");
        target = found;
    }

    void height(const char* key, double& target)
    {
        const Json* value = take(key);
        if (value == nullptr)
            return;
        const double found = value->is_number() ? value->get<double>() : 0.0;
        if (!(found > 0 && found <= kTallestText))
            return unexpected(key, *value, "a height in pixels above 0");
        target = found;
    }

    template <typename Enum> void choice(const char* key, Enum& target, const ManifestWords<Enum>& names)
    {
        const Json* value = take(key);
        if (value == nullptr)
            return;
        std::string expected;
        for (const auto& [name, meaning] : names) {
            if (*value == name) {
                target = meaning;
                return;
            }
            expected += (expected.empty() ? "" : ", ") + std::string(name);
        }
        unexpected(key, *value, "one of " + expected);
    }

    void require(const char* key)
    {
        if (m_object.is_object() && !m_object.contains(key))
            fail("is missing", at(key));
    }

    void fail(const std::string& problem, const std::string& path)
    {
        if (!m_error)
            m_error = Error{ ErrorCode::InvalidModel, m_source + ": '" + path + "' " + problem };
    }

    void unexpected(const char* key, const Json& found, const std::string& expected)
    {
        fail("is " + describeJson(found) + ", expected " + expected, at(key));
    }

    [[nodiscard]] std::string at(const std::string& key) const { return m_path.empty() ? key : m_path + "." + key; }

    // To be asked when everything known has been taken.
    [[nodiscard]] Result<void> finish()
    {
        for (auto member = m_object.begin(); !m_error && m_object.is_object() && member != m_object.end(); ++member) {
            if (!m_known.contains(member.key()))
                fail("is no key of a manifest (docs/manifest.md lists them)", at(member.key().substr(0, 80)));
        }
        return m_error ? Result<void>(*m_error) : Result<void>();
    }

private:
    const Json& m_object;
    std::string m_source;
    std::string m_path;
    std::set<std::string, std::less<>> m_known;
    std::optional<Error> m_error;
};

bool isTaskId(std::string_view id)
{
    constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return !id.empty() && id.size() <= 32 && id.front() >= 'a' && id.front() <= 'z'
        && id.find_first_not_of(kAllowed) == std::string_view::npos;
}

// Of a folder: nothing that leads elsewhere.
bool isFolderName(const std::string& name)
{
    return name.find('/') == std::string::npos && !name.starts_with('.');
}

bool hasKnownBraces(std::string prompt)
{
    for (const std::string_view known : { "{argument}", "{box}", "{language}" })
        if (const std::size_t at = prompt.find(known); at != std::string::npos)
            prompt.erase(at, known.size());
    return prompt.find('{') == std::string::npos;
}

Result<TaskCapability> readTask(const Json& json, const std::string& source, const std::string& path)
{
    ObjectReader object(json, source, path);
    TaskCapability task;
    for (const char* key : { "id", "prompt", "grammar" })
        object.require(key);
    object.text("id", task.id);
    object.text("prompt", task.prompt);
    object.choice("grammar", task.grammar, kGrammarWords);
    object.choice("fit", task.preprocessing.fit, kFitWords);
    object.choice("pad_anchor", task.preprocessing.padAnchor, kAnchorWords);
    object.choice("resize", task.preprocessing.kernel, kKernelWords);
    object.count("max_tokens", task.maxTokens, 1, kMostTokens);
    object.text("forced_start", task.forcedStart);
    object.texts("choices", task.choices, 2, kMostChoices);
    object.choice("order", task.pairOrder, kPairOrderWords);
    object.choice("coords", task.coordinateOrder, kCoordinateWords);
    object.count("max_rows", task.maxRows, 1, kMostRows);
    object.flag("constrained", task.constrained);
    object.flag("colour_edges", task.colourEdges);
    object.flag("automatic", task.automatic);
    object.share("least_confidence", task.leastConfidence);
    object.texts("classes", task.closedSet.classes, 1, kMostClasses);
    object.texts("class_tokens", task.closedSet.tokens, 1, kMostClasses);
    object.text("noise_token", task.closedSet.noise);
    object.count("max_objects", task.closedSet.maxObjects, 1, kMostObjects);
    object.texts("argument_words", task.argumentWords, 1, kMostWords);
    object.count("images_per_question", task.imagesPerQuestion, 1, kMostImages);
    const ClosedSet& closed = task.closedSet;
    if (!closed.tokens.empty() && closed.tokens.size() != closed.classes.size())
        object.fail("has " + std::to_string(closed.tokens.size()) + " tokens, expected one for each of "
                + std::to_string(closed.classes.size()) + " 'classes'",
            object.at("class_tokens"));
    if (!closed.classes.empty() && task.grammar != AnswerGrammar::Detections)
        object.fail("belongs to the grammar 'detections' alone", object.at("classes"));
    if (task.colourEdges && task.grammar != AnswerGrammar::Segments)
        object.fail("belongs to the grammar 'segments' alone", object.at("colour_edges"));
    if (!task.argumentWords.empty() && !task.takesArgument())
        object.fail("belongs to prompts with {argument} alone", object.at("argument_words"));
    if (!isTaskId(task.id))
        object.unexpected("id", task.id, "at most 32 of a-z, 0-9, - and _, a letter first");
    if (task.imagesPerQuestion > 1 && task.grammar != AnswerGrammar::Answer && task.grammar != AnswerGrammar::Caption)
        object.fail("belongs to the grammars 'answer' and 'caption' alone", object.at("images_per_question"));
    if (!hasKnownBraces(task.prompt))
        object.unexpected("prompt", task.prompt, "no braces but {argument}, {box} and {language}, each once");
    PAL_TRY(object.finish());
    return task;
}

Result<TextLimits> readTextLimits(const Json& json, const std::string& source)
{
    constexpr std::size_t kMost = 10000;
    ObjectReader object(json, source, "text");
    TextLimits text;
    object.height("preferred_height", text.preferredHeight);
    text.smallestHeight = text.preferredHeight;
    text.largestHeight = text.preferredHeight;
    object.height("smallest_height", text.smallestHeight);
    object.height("largest_height", text.largestHeight);
    object.count("lines_per_tile", text.linesPerTile, 1, kMost);
    object.count("characters_per_line", text.charactersPerLine, 1, kMost);
    if (text.smallestHeight > text.preferredHeight || text.preferredHeight > text.largestHeight)
        object.fail("is not between 'smallest_height' and 'largest_height'", object.at("preferred_height"));
    PAL_TRY(object.finish());
    return text;
}

} // namespace

Result<CapabilityManifest> parseManifest(std::string_view json, std::string_view source)
{
    const std::string name(source);
    PAL_TRY_ASSIGN(const Json root, parseJson(json, source, ErrorCode::InvalidModel));
    ObjectReader object(root, name, "");
    CapabilityManifest manifest{ .origin = name };
    std::size_t version = 0;
    for (const char* key : { "palimpsest", "name", "tasks" })
        object.require(key);
    object.count("palimpsest", version, kManifestVersion, kManifestVersion);
    object.text("name", manifest.name);
    object.text("description", manifest.description);
    object.text("licence", manifest.licence);
    object.choice("attention_softcap", manifest.attentionSoftcap, kSwitchWords);
    object.choice("final_softcap", manifest.finalSoftcap, kSwitchWords);
    object.choice("window", manifest.window, kWindowWords);
    object.texts("companions", manifest.companions, 1, kMostCompanions);
    if (!std::all_of(manifest.companions.begin(), manifest.companions.end(), isFolderName))
        object.fail("wants names of folders beside this file, without '/' and without '.' in front", "companions");
    const Json* text = object.take("text");
    const Json* tasks = object.take("tasks");
    const Json* reasons = object.take("not_offered");
    if (tasks != nullptr && (!tasks->is_array() || tasks->size() > kMostTasks))
        object.unexpected("tasks", *tasks, "a list of at most " + std::to_string(kMostTasks));
    PAL_TRY(object.finish());

    if (text != nullptr) {
        PAL_TRY_ASSIGN(manifest.text, readTextLimits(*text, name));
    }
    for (std::size_t i = 0; i < tasks->size(); ++i) {
        const std::string path = "tasks[" + std::to_string(i) + "]";
        PAL_TRY_ASSIGN(TaskCapability task, readTask((*tasks)[i], name, path));
        if (manifest.find(task.id) != nullptr)
            return Error{ ErrorCode::InvalidModel, name + ": '" + path + ".id' is '" + task.id + "' a second time" };
        manifest.tasks.push_back(std::move(task));
    }
    if (reasons != nullptr) {
        ObjectReader list(*reasons, name, "not_offered");
        for (auto reason = reasons->begin(); reasons->is_object() && reason != reasons->end(); ++reason)
            list.text(reason.key().c_str(), manifest.reasons[reason.key()]);
        PAL_TRY(list.finish());
    }
    return manifest;
}

} // namespace palimpsest
