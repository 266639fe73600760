#include "app/task_options.h"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/io/user_folders.h"
#include "pipelines/protocol/preset.h"
#include "pipelines/registry.h"
#include "pipelines/runner/region_text.h"

namespace palimpsest {

namespace {

std::filesystem::path presetFolder()
{
    return userDataFolder() / "presets";
}

} // namespace

void addTaskOptions(CLI::App& command, TaskRequest& request)
{
    // The first, so that what is said beside it comes later and counts.
    command
        .add_option_function<std::string>(
            "--preset",
            [&request](const std::string& preset) { request = presetFrom(preset, presetFolder()).value().request; },
            "What to read as a preset has it, one of your own by its name or a file; options beside it count more")
        ->check(CLI::Validator(
            [](const std::string& preset) {
                const auto found = presetFrom(preset, presetFolder());
                return found.ok() ? std::string() : found.error().message;
            },
            "NAME|FILE"));
    std::string tasks;
    for (const PipelineEntry& entry : pipelineEntries())
        tasks += (tasks.empty() ? "" : "; ") + std::string(entry.id) + ": " + std::string(entry.summary);
    command.add_option("--task", request.task,
        "What to read. " + tasks + "; auto: what fits each part of the page, as its rules, staves and pictures show");
    command
        .add_option("--choice", request.choices,
            "An answer that a question may have; several times. The likeliest is taken, and how likely each is is said")
        ->allow_extra_args(false);
    command.add_flag("--try-anyway", request.tryAnyway,
        "Ask also for a task that the checkpoint was not made for; the result is marked experimental");
    command.add_flag("--no-grammar", request.noGrammar,
        "Let the model write what it will, and hold no token back that the task's answers have no place for");
    command
        .add_option_function<std::vector<std::string>>(
            "--region",
            [&request](const std::vector<std::string>& regions) {
                request.regions.clear(); // a preset's
                for (const std::string& region : regions)
                    request.regions.push_back(regionFromText(region).value());
            },
            "A part of every page to read by itself: x,y,width,height in points (1/72 inch) from the top left corner, "
            "with ,TASK behind where another one is wanted there; several times")
        ->check(CLI::Validator(
            [](const std::string& text) {
                return regionFromText(text) ? std::string()
                                            : "should be x,y,width,height in points, width and height above 0, then a "
                                              "task where one is wanted; found '"
                        + text + "'";
            },
            "X,Y,W,H[,TASK]"))
        ->allow_extra_args(false);
    command.add_option("--prompt", request.prompt,
        "What the task wants to be told: the labels of detect and segment, separated by ' ; ', or a question");
    command
        .add_option("--language", request.language,
            "The language of captions and answers, by its code: de, fr; where the model knows several, en when left "
            "out")
        ->check(CLI::Validator(
            [](const std::string& code) {
                return isLanguage(code) ? std::string()
                                        : "should be a language's code of two or three letters, as en, de or fil; "
                                          "found '"
                        + code + "'";
            },
            "CODE"));
    command.add_option("--dpi", request.dpi, "How finely PDF pages are drawn, in dots per inch")
        ->check(CLI::Range(kSmallestDpi, kLargestDpi))
        ->capture_default_str();
    command
        .add_option_function<std::string>(
            "--rotate",
            [&request](const std::string& degrees) {
                request.rotation = degrees == "auto" ? std::nullopt : std::optional(std::stoi(degrees));
            },
            "Degrees clockwise by which every page is turned before it is read; auto, or left out: those that surely "
            "lie on their side or their head, as their print shows")
        ->check(CLI::IsMember({ "auto", "0", "90", "180", "270" }));
    command
        .add_option_function<std::string>(
            "--text-layer",
            [&request](const std::string& word) { request.textLayer = valueFrom<TextLayer>(word).value(); },
            "What becomes of the text that PDF pages hold by themselves: use takes it in place of a reading, ignore "
            "does not look for it; left out: the model reads, and a line says that there is some")
        ->check(CLI::IsMember({ "ignore", "use" }));
    command
        .add_option_function<std::string>(
            "--blank", [&request](const std::string& word) { request.blank = valueFrom<BlankPages>(word).value(); },
            "What becomes of pages on which nothing is found to read: skip, or left out, does not ask the model, which "
            "may see text on blank pages, too; read shows it all of the page and marks the result experimental")
        ->check(CLI::IsMember({ "skip", "read" }));
    command.add_flag_callback(
        "--no-deskew", [&request] { request.deskew = false; },
        "Do not straighten print that went into the scanner crooked");
    command
        .add_option(
            "--max-tokens", request.maxTokens, "Longest answer of the model; as its manifest says when left out")
        ->check(CLI::Range(std::size_t{ 1 }, kMostTokens));
}

} // namespace palimpsest
