#include "engine/generate/session.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "engine/generate/beam_search.h"
#include "engine/generate/loop_detector.h"

namespace palimpsest {
namespace {

constexpr std::size_t kEncodedImagesKept = 4;
// Caches of questions answered together: at 896 pixels each takes about a gigabyte, and more of them at once would cost
// more memory than the shared pass over the weights saves time.
constexpr std::size_t kCacheBytesTogether = 2ULL << 30;

// Of an answer that names places: so many of the likeliest tokens, and so many bins to either side, are looked through
// for the neighbours of a coordinate, which mean the same place.
constexpr std::size_t kLikeliest = 24;
constexpr int kSamePlace = 10; // one per cent of the picture

// Together with those of the likeliest tokens that name the same place.
float logProbabilityOfPlace(
    const AnswerToken& token, const std::vector<AnswerToken>& likeliest, const Vocabulary& vocabulary)
{
    const std::optional<int> bin = vocabulary.locationBin(token.id);
    if (!bin)
        return token.logProbability;
    double sum = 0;
    for (const AnswerToken& other : likeliest) {
        const std::optional<int> beside = vocabulary.locationBin(other.id);
        if (beside && std::abs(*beside - *bin) <= kSamePlace)
            sum += std::exp(static_cast<double>(other.logProbability));
    }
    return static_cast<float>(std::log(std::min(sum, 1.0)));
}

Result<void> checkQuestion(const Question& question, std::size_t imageSize)
{
    if (question.maxTokens == 0)
        return Error{ ErrorCode::BadArguments, "an answer of at most 0 tokens says nothing; ask for at least 1" };
    if (question.sampling.method == SamplingOptions::Method::Sample
        && (!(question.sampling.temperature > 0) || !(question.sampling.topP > 0) || question.sampling.topP > 1))
        return Error{ ErrorCode::BadArguments, "sampling needs a temperature above 0 and a top-p above 0, at most 1" };
    for (const RgbImage& image : question.images) {
        if (image.width != imageSize || image.height != imageSize)
            return Error{ ErrorCode::Internal,
                "the model takes pictures of " + std::to_string(imageSize) + " x " + std::to_string(imageSize)
                    + " pixels, this one has " + std::to_string(image.width) + " x " + std::to_string(image.height) };
    }
    return {};
}

AllowedIds allowedNext(const Question& question, const Sequence& sequence)
{
    return question.mask ? question.mask(sequence.ids()) : std::nullopt;
}

} // namespace

struct Session::Generation {
    const Question& question;
    Sequence sequence;
    std::mt19937_64 random;
    AllowedIds allowed; // as next token
    bool done = false;
    StopReason reason = StopReason::EndOfSequence;
    float endLogProbability = 0;
};

Session::Session(std::unique_ptr<PaliGemma> model, std::shared_ptr<const Vocabulary> vocabulary, std::size_t batchSize)
    : m_model(std::move(model)),
      m_selector(m_model->backend()),
      m_vocabulary(std::move(vocabulary)),
      m_batchSize(std::max<std::size_t>(1, batchSize))
{
}

Result<std::unique_ptr<Session>> Session::create(Backend& backend, std::shared_ptr<const Weights> weights,
    std::shared_ptr<const Vocabulary> vocabulary, const SessionOptions& options)
{
    PAL_TRY_ASSIGN(auto model, PaliGemma::create(backend, std::move(weights), options.model));
    return std::unique_ptr<Session>(new Session(std::move(model), std::move(vocabulary), options.batchSize)); // NOLINT
}

Result<std::shared_ptr<Buffer>> Session::encoded(const RgbImage& image, const std::stop_token& stop)
{
    const auto known = std::find_if(m_encodedImages.begin(), m_encodedImages.end(),
        [&image](const EncodedImage& candidate) { return candidate.image.pixels == image.pixels; });
    if (known != m_encodedImages.end())
        return known->rows;
    PAL_TRY_ASSIGN(std::shared_ptr<Buffer> rows, m_model->encodeImage(image, stop));
    m_encodedImages.push_front({ image, rows });
    if (m_encodedImages.size() > kEncodedImagesKept)
        m_encodedImages.pop_back();
    return rows;
}

Result<StartedSequence> Session::start(const Question& question)
{
    PAL_TRY(checkQuestion(question, imageSize()));
    std::vector<std::shared_ptr<Buffer>> buffers; // keep the rows alive until the prefill has copied them
    std::vector<Tensor> rows;
    for (const RgbImage& image : question.images) {
        PAL_TRY_ASSIGN(auto buffer, encoded(image, question.stop));
        rows.push_back(Tensor{ buffer.get(), 0, DType::F32,
            { m_model->config().vision.patchCount(), m_model->config().text.hiddenSize } });
        buffers.push_back(std::move(buffer));
    }
    return startSequence(*m_model, m_selector, *m_vocabulary, question, rows);
}

// One choice for each, row by row of the logits, in one round trip.
Result<void> Session::chooseAll(std::span<Generation* const> generations, const Logits& logits)
{
    std::vector<Selection> selections;
    for (std::size_t row = 0; row < generations.size(); ++row) {
        Generation& generation = *generations[row];
        const Question& question = generation.question;
        Selection selection{ row, generation.allowed };
        selection.count = question.leastEnd > 0 ? kLikeliest : 1;
        if (question.sampling.method == SamplingOptions::Method::Sample) {
            selection.count = 1;
            selection.draw
                = Draw{ question.sampling.temperature, question.sampling.topP, nextPoint(generation.random) };
        }
        selections.push_back(std::move(selection));
    }
    PAL_TRY_ASSIGN(const auto chosen, m_selector.select(logits, selections));
    for (std::size_t i = 0; i < generations.size(); ++i) {
        std::optional<AnswerToken> token;
        if (!chosen[i].empty())
            token = chosen[i].front();
        const bool endsTooSoon = token && token->id == m_vocabulary->eosId()
            && std::exp(token->logProbability) < generations[i]->question.leastEnd;
        if (endsTooSoon && chosen[i].size() > 1)
            token = chosen[i][1];
        if (token && generations[i]->question.leastEnd > 0)
            token->logProbability = logProbabilityOfPlace(*token, chosen[i], *m_vocabulary);
        take(*generations[i], token);
        takeForced(*generations[i]);
    }
    return {};
}

// Works out what may come next. One token alone is taken without asking the model, and so is the one behind it: their
// rows join the next pass, and no logits are computed for them.
void Session::takeForced(Generation& generation)
{
    while (!generation.done) {
        generation.allowed = allowedNext(generation.question, generation.sequence);
        if (generation.question.scoreForced || !generation.allowed || generation.allowed->size() != 1)
            return;
        const std::int32_t only = generation.allowed->front();
        if (only < 0 || static_cast<std::size_t>(only) >= m_model->outputVocabulary())
            return;
        take(generation, AnswerToken{ .id = only, .scored = false });
    }
}

void Session::take(Generation& generation, const std::optional<AnswerToken>& token)
{
    Sequence& sequence = generation.sequence;
    const Question& question = generation.question;
    if (!token || token->id == m_vocabulary->eosId()) { // a mask that allows nothing ends the answer too
        generation.done = true;
        generation.endLogProbability = token ? token->logProbability : 0.0F;
        return;
    }
    sequence.tokens.push_back(*token);
    const std::vector<std::int32_t> ids = sequence.ids();
    if (question.onToken)
        question.onToken(m_vocabulary->decode(ids));
    if (endsInLoop(ids, question.shortestLoop)) {
        generation.done = true;
        generation.reason = StopReason::Loop;
    } else if (sequence.tokens.size() >= sequence.forcedTokens + question.maxTokens) {
        generation.done = true;
        generation.reason = StopReason::TokenLimit;
    }
}

Answer Session::finishedAnswer(Generation& generation) const
{
    return Answer{ .text = m_vocabulary->decode(generation.sequence.ids()),
        .tokens = std::move(generation.sequence.tokens),
        .forcedTokens = generation.sequence.forcedTokens,
        .stopReason = generation.reason,
        .endLogProbability = generation.endLogProbability };
}

Result<std::vector<Answer>> Session::answerTogether(std::span<const Question> questions)
{
    std::vector<Generation> generations;
    generations.reserve(questions.size());
    for (const Question& question : questions) {
        PAL_TRY_ASSIGN(StartedSequence started, start(question));
        generations.push_back({ question, std::move(started.sequence), std::mt19937_64(question.sampling.seed), {} });
        Generation* const generation = &generations.back();
        generation->allowed = allowedNext(question, generation->sequence);
        PAL_TRY(chooseAll({ &generation, 1 }, started.next));
    }
    while (true) {
        std::vector<Generation*> live;
        std::vector<Sequence*> sequences;
        for (Generation& generation : generations) {
            if (generation.question.stop.stop_requested())
                return Error{ ErrorCode::Cancelled, "stopped between two tokens" };
            if (generation.done)
                continue;
            live.push_back(&generation);
            sequences.push_back(&generation.sequence);
        }
        if (live.empty())
            break;
        PAL_TRY_ASSIGN(const Logits logits, advance(*m_model, sequences, questions.front().stop));
        PAL_TRY(chooseAll(live, logits));
    }
    std::vector<Answer> answers;
    for (Generation& generation : generations)
        answers.push_back(finishedAnswer(generation));
    return answers;
}

Result<Answer> Session::answerByBeams(const Question& question)
{
    PAL_TRY_ASSIGN(StartedSequence started, start(question));
    Generation generation{ question, {}, {}, {} };
    generation.sequence.forcedTokens = started.sequence.forcedTokens;
    PAL_TRY_ASSIGN(
        BeamOutcome outcome, beamSearch(*m_model, m_selector, std::move(started), question, m_vocabulary->eosId()));
    generation.sequence.tokens = std::move(outcome.tokens);
    generation.reason = outcome.finished ? StopReason::EndOfSequence : StopReason::TokenLimit;
    generation.endLogProbability = outcome.endLogProbability;
    return finishedAnswer(generation);
}

Result<Answer> Session::ask(const Question& question)
{
    if (question.sampling.method == SamplingOptions::Method::Beam)
        return answerByBeams(question);
    PAL_TRY_ASSIGN(std::vector<Answer> answers, answerTogether({ &question, 1 }));
    return std::move(answers.front());
}

// What the caches of a question will take, the prompt's tokens estimated from above by its bytes.
std::size_t Session::cacheBytesOf(const Question& question) const
{
    const std::size_t positions = question.images.size() * m_model->config().vision.patchCount()
        + question.prompt.size() + question.forcedStart.size() + question.maxTokens + 2;
    return KvCache::sizeBytes(m_model->config().text, positions);
}

Result<std::vector<Answer>> Session::askAll(const std::vector<Question>& questions)
{
    std::vector<Answer> answers;
    answers.reserve(questions.size());
    for (std::size_t first = 0; first < questions.size();) {
        if (questions[first].sampling.method == SamplingOptions::Method::Beam) {
            PAL_TRY_ASSIGN(Answer answer, answerByBeams(questions[first]));
            answers.push_back(std::move(answer));
            ++first;
            continue;
        }
        std::size_t last = first;
        std::size_t cacheBytes = 0;
        while (last < questions.size() && last - first < m_batchSize
            && questions[last].sampling.method != SamplingOptions::Method::Beam) {
            cacheBytes += cacheBytesOf(questions[last]);
            if (last > first && cacheBytes > kCacheBytesTogether)
                break;
            ++last;
        }
        PAL_TRY_ASSIGN(std::vector<Answer> group, answerTogether(std::span(questions).subspan(first, last - first)));
        std::move(group.begin(), group.end(), std::back_inserter(answers));
        first = last;
    }
    return answers;
}

} // namespace palimpsest
