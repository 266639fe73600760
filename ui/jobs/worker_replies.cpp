#include "ui/jobs/worker_replies.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "pipelines/protocol/result_json.h"

namespace palimpsest {

namespace {

using Json = nlohmann::json;

const Json& member(const Json& object, const char* key)
{
    static const Json none;
    if (!object.is_object())
        return none;
    const auto found = object.find(key);
    return found == object.end() ? none : *found;
}

QString textAt(const Json& object, const char* key)
{
    const Json& value = member(object, key);
    return value.is_string() ? QString::fromStdString(value.get<std::string>()) : QString();
}

QStringList textsAt(const Json& object, const char* key)
{
    QStringList texts;
    for (const Json& value : member(object, key))
        if (value.is_string())
            texts.append(QString::fromStdString(value.get<std::string>()));
    return texts;
}

QHash<QString, QString> reasonsAt(const Json& object, const char* key)
{
    QHash<QString, QString> reasons;
    for (const auto& [task, reason] : member(object, key).items())
        if (reason.is_string())
            reasons.insert(QString::fromStdString(task), QString::fromStdString(reason.get<std::string>()));
    return reasons;
}

QHash<QString, QStringList> wordsAt(const Json& object, const char* key)
{
    QHash<QString, QStringList> words;
    const Json& tasks = member(object, key);
    for (const auto& [task, list] : tasks.items())
        words.insert(QString::fromStdString(task), textsAt(tasks, task.c_str()));
    return words;
}

double numberAt(const Json& object, const char* key)
{
    const Json& value = member(object, key);
    return value.is_number() ? value.get<double>() : 0;
}

} // namespace

std::vector<ModelInfo> modelsOf(const Json& reply)
{
    std::vector<ModelInfo> models;
    for (const Json& row : member(reply, "models")) {
        QStringList tasks = textsAt(row, "tasks");
        for (const QString& regional : textsAt(row, "regional")) // the window reads whole pages
            tasks.removeAll(regional);
        models.push_back({ textAt(row, "name"), textAt(row, "folder"), textAt(row, "problem"), tasks,
            textsAt(row, "prompted"), reasonsAt(row, "not_offered"),
            static_cast<quint64>(numberAt(row, "weight_bytes")), numberAt(row, "smallest_print"),
            textAt(row, "licence"), textsAt(row, "spoken"), wordsAt(row, "words") });
    }
    return models;
}

Result<PageReply> pageReplyOf(const Json& reply)
{
    PAL_TRY_ASSIGN(PageResult result, pageResultFromJson(member(reply, "result")));
    const Json& text = member(reply, "text_layer");
    const Json& ink = member(reply, "ink");
    return PageReply{ std::move(result), ink.is_number() ? std::optional(ink.get<double>()) : std::nullopt,
        numberAt(reply, "dpi"), text.is_boolean() && text.get<bool>() };
}

LoadedModelInfo loadedModelOf(const Json& reply)
{
    return { textAt(reply, "name"), textAt(member(reply, "device"), "name"), textAt(reply, "weights") };
}

} // namespace palimpsest
