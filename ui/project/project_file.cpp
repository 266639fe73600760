#include "ui/project/project_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QUuid>
#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "pipelines/protocol/result_json.h"
#include "pipelines/runner/task_request.h"
#include "ui/project/result_items.h"
#include "ui/project/zip_members.h"
#include "ui/whole_file.h"

namespace palimpsest {

namespace {

using Json = nlohmann::json;
using Written = nlohmann::ordered_json;

constexpr int kProjectVersion = 3; // 1 had no regions, 2 no postures
constexpr const char* kIndexName = "project.json";
constexpr std::array<std::pair<Review, std::string_view>, 3> kReviewWords{ { { Review::Unseen, "unseen" },
    { Review::Accepted, "accepted" }, { Review::Edited, "edited" } } };

Error accessError(const QString& file, const QString& reason)
{
    return { ErrorCode::FileAccess, "'" + file.toStdString() + "': " + reason.toStdString() };
}

QByteArray bytesOf(const Written& json)
{
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Written::error_handler_t::replace));
}

std::string wordOf(Review review)
{
    for (const auto& [known, word] : kReviewWords)
        if (known == review)
            return std::string(word);
    return {};
}

Review reviewFrom(const std::string& word)
{
    for (const auto& [known, name] : kReviewWords)
        if (name == word)
            return known;
    return Review::Unseen;
}

Written jsonOf(const Reading& reading, const std::string& member)
{
    Written reviews = Written::array();
    for (const Review review : reading.reviews)
        reviews.push_back(wordOf(review));
    Written json{ { "id", reading.id }, { "task", reading.task.toStdString() },
        { "prompt", reading.prompt.toStdString() },
        { "made", reading.made.toUTC().toString(Qt::ISODate).toStdString() }, { "result", member },
        { "reviews", std::move(reviews) } };
    if (reading.seconds > 0)
        json["seconds"] = reading.seconds;
    if (!reading.device.isEmpty())
        json["device"] = reading.device.toStdString();
    if (reading.ink)
        json["ink"] = *reading.ink;
    return json;
}

Written jsonOf(const Region& region)
{
    return { { "id", region.id },
        { "box", { region.box.left(), region.box.top(), region.box.width(), region.box.height() } },
        { "task", region.task.toStdString() }, { "prompt", region.prompt.toStdString() },
        { "proposed", region.proposed }, { "remark", region.remark.toStdString() } };
}

// Beside the project wherever that goes, or where it was.
Written jsonOf(const DocumentEntry& document, const QDir& folder, const std::string& member)
{
    Written json{ { "id", document.id }, { "pages", document.pages } };
    if (document.embedded) {
        json["picture"] = member;
        json["name"] = QFileInfo(document.file).fileName().toStdString();
    } else {
        json["file"] = document.file.toStdString();
        json["relative"] = folder.relativeFilePath(document.file).toStdString();
    }
    return json;
}

Result<QByteArray> contentsOf(const QString& file)
{
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return accessError(file, opened.errorString());
    return opened.readAll();
}

Result<ZipMembers> membersOf(const ProjectContent& content, const QString& file)
{
    ZipMembers members;
    Written documents = Written::array();
    Written pages = Written::array();
    const QDir folder = QFileInfo(file).absoluteDir();
    for (const DocumentEntry& document : content.documents) {
        const std::string member = "pictures/" + std::to_string(document.id) + ".png";
        if (document.embedded) {
            PAL_TRY_ASSIGN(members[member], contentsOf(document.file));
        }
        documents.push_back(jsonOf(document, folder, member));
    }
    for (const PageEntry& page : content.pages) {
        Written readings = Written::array();
        for (const Reading& reading : page.readings) {
            const std::string member = "results/" + std::to_string(reading.id) + ".json";
            members[member] = bytesOf(toJson(*reading.result));
            readings.push_back(jsonOf(reading, member));
        }
        Written regions = Written::array();
        for (const Region& region : page.regions)
            regions.push_back(jsonOf(region));
        Written written{ { "id", page.id }, { "document", page.document }, { "index", page.index },
            { "shown", page.shown }, { "failure", page.failure.toStdString() }, { "readings", std::move(readings) },
            { "regions", std::move(regions) } };
        if (page.posture.turn)
            written["turn"] = *page.posture.turn;
        if (page.posture.straight)
            written["straight"] = *page.posture.straight;
        pages.push_back(std::move(written));
    }
    Written index{ { "palimpsest_project", kProjectVersion }, { "documents", std::move(documents) },
        { "pages", std::move(pages) } };
    if (!content.answerLanguage.isEmpty())
        index["answer_language"] = content.answerLanguage.toStdString();
    members[kIndexName] = bytesOf(index);
    return members;
}

QString textAt(const Json& json, const char* key)
{
    return QString::fromStdString(json.value(key, std::string()));
}

Result<Reading> readingFrom(const Json& json, const ZipMembers& members)
{
    Reading reading;
    reading.id = json.at("id").get<ReadingId>();
    reading.task = textAt(json, "task");
    reading.prompt = textAt(json, "prompt");
    reading.made = QDateTime::fromString(textAt(json, "made"), Qt::ISODate);
    reading.seconds = std::max(0.0, json.value("seconds", 0.0));
    reading.device = textAt(json, "device");
    if (json.contains("ink"))
        reading.ink = std::clamp(json["ink"].get<double>(), 0.0, 1.0);
    const std::string member = json.at("result").get<std::string>();
    const auto found = members.find(member);
    if (found == members.end())
        return Error{ ErrorCode::BadInput, "the project lacks its '" + member + "'" };
    PAL_TRY_ASSIGN(PageResult result, parsePageResult(found->second.toStdString(), member));
    reading.reviews.assign(itemCount(result.content), Review::Unseen);
    const Json& reviews = json.at("reviews");
    for (std::size_t i = 0; i < std::min(reading.reviews.size(), reviews.size()); ++i)
        reading.reviews[i] = reviewFrom(reviews[i].get<std::string>());
    reading.result = std::make_shared<const PageResult>(std::move(result));
    return reading;
}

Result<Region> regionFrom(const Json& json)
{
    const auto box = json.at("box").get<std::array<double, 4>>();
    const Region region{ json.at("id").get<RegionId>(), { box[0], box[1], box[2], box[3] }, textAt(json, "task"),
        textAt(json, "prompt"), json.at("proposed").get<bool>(), textAt(json, "remark") };
    if (!region.box.isValid() || region.task.isEmpty())
        return Error{ ErrorCode::BadInput, "the project has a region without size or task" };
    return region;
}

Result<PagePosture> postureFrom(const Json& json)
{
    PagePosture posture;
    if (json.contains("turn"))
        posture.turn = json["turn"].get<int>();
    if (json.contains("straight"))
        posture.straight = json["straight"].get<bool>();
    if (posture.turn && (*posture.turn < 0 || *posture.turn >= 360 || *posture.turn % 90 != 0))
        return Error{ ErrorCode::BadInput,
            "the project turns a page by " + std::to_string(*posture.turn) + " degrees" };
    return posture;
}

Result<QString> unpackPicture(const Json& json, const ZipMembers& members, const QString& folder)
{
    const std::string member = json.at("picture").get<std::string>();
    const auto found = members.find(member);
    if (found == members.end())
        return Error{ ErrorCode::BadInput, "the project lacks its '" + member + "'" };
    // A folder of its own: pictures of two projects may have the same name.
    const QString own = QDir(folder).filePath(QUuid::createUuid().toString(QUuid::WithoutBraces));
    QDir().mkpath(own);
    const QString file = QDir(own).filePath(QFileInfo(textAt(json, "name")).fileName());
    PAL_TRY(writeWholeFile(file, found->second));
    return file;
}

Result<ReadProject> projectFrom(
    const Json& index, const ZipMembers& members, const QString& file, const QString& pastedFolder)
{
    ReadProject read;
    const std::string language = index.value("answer_language", std::string());
    if (isLanguage(language)) // of another kind it would spoil every question
        read.content.answerLanguage = QString::fromStdString(language);
    for (const Json& json : index.at("documents")) {
        DocumentEntry document;
        document.id = json.at("id").get<DocumentId>();
        document.pages = json.at("pages").get<std::vector<PageId>>();
        document.embedded = json.contains("picture");
        if (document.embedded) {
            PAL_TRY_ASSIGN(document.file, unpackPicture(json, members, pastedFolder));
        } else {
            const QString beside = QDir::cleanPath(QFileInfo(file).absoluteDir().filePath(textAt(json, "relative")));
            const QString before = textAt(json, "file");
            document.file = !QFileInfo::exists(beside) ? before : beside;
            if (!QFileInfo::exists(document.file))
                read.missing.append(before);
        }
        read.content.documents.push_back(std::move(document));
    }
    for (const Json& json : index.at("pages")) {
        PageEntry page;
        page.id = json.at("id").get<PageId>();
        page.document = json.at("document").get<DocumentId>();
        page.index = json.at("index").get<std::size_t>();
        page.shown = json.at("shown").get<ReadingId>();
        page.failure = textAt(json, "failure");
        for (const Json& reading : json.at("readings")) {
            PAL_TRY_ASSIGN(Reading value, readingFrom(reading, members));
            page.readings.push_back(std::move(value));
        }
        for (const Json& region : json.value("regions", Json::array())) {
            PAL_TRY_ASSIGN(Region value, regionFrom(region));
            page.regions.push_back(std::move(value));
        }
        PAL_TRY_ASSIGN(page.posture, postureFrom(json));
        read.content.pages.push_back(std::move(page));
    }
    return read;
}

// Every page that a document names is there, and every page belongs to a document that names it.
bool isConsistent(const ProjectContent& content)
{
    std::map<PageId, DocumentId> owners;
    for (const DocumentEntry& document : content.documents)
        for (const PageId page : document.pages)
            if (!owners.emplace(page, document.id).second)
                return false;
    std::size_t found = 0;
    for (const PageEntry& page : content.pages) {
        const auto owner = owners.find(page.id);
        if (owner == owners.end() || owner->second != page.document)
            return false;
        ++found;
    }
    return found == owners.size();
}

} // namespace

ProjectContent contentOf(const Project& project)
{
    ProjectContent content{ project.documents(), {}, project.answerLanguage() };
    for (const PageId page : project.pageOrder())
        content.pages.push_back(*project.page(page));
    return content;
}

Result<void> writeProject(const ProjectContent& content, const QString& file)
{
    PAL_TRY_ASSIGN(const ZipMembers members, membersOf(content, file));
    PAL_TRY_ASSIGN(const QByteArray bytes, packZip(members));
    return writeWholeFile(file, bytes);
}

Result<ReadProject> readProject(const QString& file, const QString& pastedFolder)
{
    PAL_TRY_ASSIGN(const QByteArray bytes, contentsOf(file));
    PAL_TRY_ASSIGN(const ZipMembers members, unpackZip(bytes, file.toStdString()));
    const auto found = members.find(kIndexName);
    const Error broken{ ErrorCode::BadInput, "'" + file.toStdString() + "' is no project file or a broken one" };
    if (found == members.end())
        return broken;
    const Json index = Json::parse(found->second.toStdString(), nullptr, false);
    try { // nlohmann's way to say that a key is missing or of another type
        if (index.is_discarded())
            return broken;
        if (index.at("palimpsest_project").get<int>() > kProjectVersion)
            return Error{ ErrorCode::BadInput, "'" + file.toStdString() + "' was made by a later version" };
        PAL_TRY_ASSIGN(ReadProject read, projectFrom(index, members, file, pastedFolder));
        if (!isConsistent(read.content))
            return broken;
        return read;
    } catch (const Json::exception&) {
        return broken;
    }
}

} // namespace palimpsest
