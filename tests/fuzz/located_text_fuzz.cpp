// Whatever a model writes: objects with bins that exist and text that is UTF-8, prose that has its phrases. The first
// byte chooses the grammar.

#include "engine/base/text.h"
#include "pipelines/decode/grounded_text.h"
#include "pipelines/decode/located_text.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    const LocatedGrammar grammar{ .kind = (data[0] & 1) != 0 ? LocatedKind::Transcription : LocatedKind::Label,
        .pairOrder = (data[0] & 2) != 0 ? PairOrder::TextFirst : PairOrder::BoxFirst,
        .coordinateOrder = (data[0] & 4) != 0 ? CoordinateOrder::XFirst : CoordinateOrder::YFirst };
    const StopReason stop = (data[0] & 8) != 0 ? StopReason::TokenLimit : StopReason::EndOfSequence;
    const auto pieces = answerPieces(asText(data + 1, size - 1));
    const LocatedAnswer answer = parseLocatedText(pieces, grammar, stop);
    for (const LocatedText& item : answer.items) {
        for (const int bin : item.bins)
            PAL_CHECK(bin >= 0 && bin < 1024);
        PAL_CHECK(withValidUtf8(item.text) == item.text);
        if (item.codes)
            for (const int code : *item.codes)
                PAL_CHECK(code >= 0 && code < 128);
    }
    PAL_CHECK(withValidUtf8(answer.looseText) == answer.looseText);
    const GroundedAnswer grounded = parseGroundedText(pieces, grammar.pairOrder, grammar.coordinateOrder, stop);
    for (const GroundedPhrase& phrase : grounded.phrases)
        PAL_CHECK(grounded.prose.text.find(phrase.text) != std::string::npos);
    return 0;
}
