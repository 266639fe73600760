// Any tokenizer.json: either an error, or a tokenizer that gives ids of its own table for any text. The text is the
// file itself, which has every piece in it.

#include "engine/tokenizer/bpe_encoder.h"
#include "engine/tokenizer/tokenizer_json.h"
#include "tests/fuzz/fuzz_target.h"

using namespace palimpsest;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text = asText(data, size);
    auto table = parseTokenizerJson(text, "input");
    if (!table.ok()) {
        PAL_CHECK(!table.error().message.empty());
        return 0;
    }
    addMissingLocationPieces(table.value(), static_cast<std::int32_t>(table.value().pieces.size()));
    const BpeEncoder encoder(std::move(table).value());
    for (const std::int32_t id : encoder.encode(text))
        PAL_CHECK(id >= 0 && static_cast<std::size_t>(id) < encoder.pieces().size());
    return 0;
}
