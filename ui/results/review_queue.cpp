#include "ui/results/review_queue.h"

#include <algorithm>

namespace palimpsest {

namespace {

std::vector<ReviewPlace> allDoubtful(const Project& project, double threshold)
{
    std::vector<ReviewPlace> places;
    for (const PageId page : project.pageOrder()) {
        const Reading* const reading = project.shownReading(page);
        if (reading == nullptr)
            continue;
        for (std::size_t item = 0; item < reading->reviews.size(); ++item)
            for (std::size_t doubt = 0, count = doubtsAt(*reading, item, threshold).size(); doubt < count; ++doubt)
                places.push_back({ page, item, doubt });
    }
    return places;
}

// Where in the list a place stands, or would stand.
std::size_t rankOf(const Project& project, const std::vector<ReviewPlace>& places, const ReviewPlace& place)
{
    const std::vector<PageId> order = project.pageOrder();
    const auto pageRank = [&order](PageId page) { return std::find(order.begin(), order.end(), page) - order.begin(); };
    const auto before = [&](const ReviewPlace& a, const ReviewPlace& b) {
        if (a.page != b.page)
            return pageRank(a.page) < pageRank(b.page);
        return a.item == b.item ? a.doubt < b.doubt : a.item < b.item;
    };
    return static_cast<std::size_t>(std::lower_bound(places.begin(), places.end(), place, before) - places.begin());
}

} // namespace

std::vector<TextSpan> doubtsAt(const Reading& reading, std::size_t item, double threshold)
{
    if (item >= reading.reviews.size() || reading.reviews[item] != Review::Unseen)
        return {};
    return doubtsOf(reading.result->content, item, threshold);
}

bool isDoubtful(const Reading& reading, std::size_t item, double threshold)
{
    return !doubtsAt(reading, item, threshold).empty();
}

ReviewCount countDoubtful(const Project& project, const ReviewPlace& place, double threshold)
{
    const std::vector<ReviewPlace> places = allDoubtful(project, threshold);
    return { rankOf(project, places, place), places.size() };
}

std::optional<ReviewPlace> nextDoubtful(
    const Project& project, const ReviewPlace& from, Direction direction, double threshold)
{
    const std::vector<ReviewPlace> places = allDoubtful(project, threshold);
    if (places.empty())
        return std::nullopt;
    const std::size_t rank = rankOf(project, places, from);
    const bool here = rank < places.size() && places[rank] == from;
    if (direction == Direction::Forward)
        return places[(here ? rank + 1 : rank) % places.size()]; // round to the first
    return places[(rank + places.size() - 1) % places.size()];
}

} // namespace palimpsest
