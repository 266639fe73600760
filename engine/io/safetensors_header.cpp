#include "engine/io/safetensors_header.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <nlohmann/json.hpp>

namespace palimpsest {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxRank = 64;                // no tensor has more; keeps a hostile header small in memory
constexpr double kExactDouble = 9007199254740992.0; // 2^53

struct DTypeBits {
    std::string_view name;
    std::uint64_t bits;
};

constexpr std::array kDTypes{
    DTypeBits{ "F64", 64 },
    DTypeBits{ "F32", 32 },
    DTypeBits{ "F16", 16 },
    DTypeBits{ "BF16", 16 },
    DTypeBits{ "I64", 64 },
    DTypeBits{ "I32", 32 },
    DTypeBits{ "I16", 16 },
    DTypeBits{ "I8", 8 },
    DTypeBits{ "U64", 64 },
    DTypeBits{ "U32", 32 },
    DTypeBits{ "U16", 16 },
    DTypeBits{ "U8", 8 },
    DTypeBits{ "BOOL", 8 },
    DTypeBits{ "C64", 64 },
    DTypeBits{ "F8_E4M3", 8 },
    DTypeBits{ "F8_E5M2", 8 },
    DTypeBits{ "F8_E8M0", 8 },
    DTypeBits{ "F6_E2M3", 6 },
    DTypeBits{ "F6_E3M2", 6 },
    DTypeBits{ "F4", 4 },
};

const DTypeBits* findDType(std::string_view name)
{
    const auto* const found = std::ranges::find(kDTypes, name, &DTypeBits::name);
    return found == kDTypes.end() ? nullptr : found;
}

// Names in messages stay readable, however long the file has them.
std::string shownName(std::string_view name)
{
    constexpr std::size_t kShown = 160;
    return name.size() <= kShown ? "'" + std::string(name) + "'" : "'" + std::string(name.substr(0, kShown)) + "...'";
}

// Reads the JSON event by event, so that memory stays in proportion to the header and duplicate keys are seen.
class HeaderReader final : public nlohmann::json_sax<Json> {
public:
    explicit HeaderReader(SafetensorsHeader& header) : m_header(header) { }

    [[nodiscard]] const std::string& problem() const { return m_problem; }

    bool null() override { return scalar("null"); }
    bool boolean(bool /*value*/) override { return scalar("a boolean"); }
    bool number_integer(number_integer_t /*value*/) override { return scalar("a negative number"); }
    bool number_unsigned(number_unsigned_t value) override { return number(value); }
    bool number_float(number_float_t value, const string_t& text) override
    {
        if (value >= 0 && value < kExactDouble && std::floor(value) == value)
            return number(static_cast<std::uint64_t>(value)); // 1e3 is a legal way to write 1000
        return scalar(text.c_str());
    }
    bool string(string_t& value) override;
    bool binary(binary_t& /*value*/) override { return scalar("binary data"); }
    bool start_object(std::size_t elements) override;
    bool key(string_t& name) override;
    bool end_object() override;
    bool start_array(std::size_t elements) override;
    bool end_array() override;
    bool parse_error(
        std::size_t position, const std::string& /*token*/, const nlohmann::detail::exception& /*e*/) override
    {
        return fail("its header is no valid JSON (byte " + std::to_string(position) + ")");
    }

private:
    enum class Place { Start, Root, MetadataStart, Metadata, TensorStart, Tensor, Skipped, Done };
    enum class Field { None, DType, Shape, Offsets };

    bool fail(std::string problem)
    {
        m_problem = std::move(problem);
        return false;
    }
    bool misplaced(const std::string& found)
    {
        if (m_place == Place::Start)
            return fail("its header is " + found + ", not an object");
        if (m_place == Place::MetadataStart || m_place == Place::Metadata)
            return fail("its __metadata__ must map strings to strings, found " + found);
        return fail("tensor " + shownName(m_entry.name) + " is described by " + found + " in the wrong place");
    }
    bool scalar(const char* what)
    {
        if (m_place == Place::Skipped) {
            if (m_skipDepth == 0)
                m_place = Place::Tensor;
            return true;
        }
        return misplaced(what);
    }
    bool number(std::uint64_t value);
    bool beginField(Field which, const char* name);

    SafetensorsHeader& m_header;
    SafetensorsEntry m_entry;
    std::vector<std::uint64_t> m_offsets;
    std::string m_metadataKey;
    std::string m_problem;
    Place m_place = Place::Start;
    Field m_field = Field::None;
    bool m_inArray = false;
    bool m_metadataSeen = false;
    std::array<bool, 4> m_fieldSeen{};
    std::size_t m_skipDepth = 0;
};

bool HeaderReader::number(std::uint64_t value)
{
    if (m_place != Place::Tensor || !m_inArray)
        return scalar("a number");
    std::vector<std::uint64_t>& list = m_field == Field::Shape ? m_entry.shape : m_offsets;
    if (list.size() == kMaxRank)
        return fail("tensor " + shownName(m_entry.name) + " has more than " + std::to_string(kMaxRank) + " dimensions");
    list.push_back(value);
    return true;
}

bool HeaderReader::string(string_t& value)
{
    if (m_place == Place::Metadata) {
        if (!m_header.metadata.emplace(std::move(m_metadataKey), std::move(value)).second)
            return fail("its __metadata__ has a key twice");
        return true;
    }
    if (m_place == Place::Tensor && m_field == Field::DType) {
        m_entry.dtype = std::move(value);
        m_field = Field::None;
        return true;
    }
    return scalar("a string");
}

bool HeaderReader::start_object(std::size_t /*elements*/)
{
    switch (m_place) {
    case Place::Start:
        m_place = Place::Root;
        return true;
    case Place::MetadataStart:
        m_place = Place::Metadata;
        return true;
    case Place::TensorStart:
        m_place = Place::Tensor;
        return true;
    case Place::Skipped:
        ++m_skipDepth;
        return true;
    default:
        return misplaced("an object");
    }
}

bool HeaderReader::beginField(Field which, const char* name)
{
    bool& seen = m_fieldSeen[static_cast<std::size_t>(which)];
    if (seen)
        return fail("tensor " + shownName(m_entry.name) + " has the key " + name + " twice");
    seen = true;
    m_field = which;
    return true;
}

bool HeaderReader::key(string_t& name)
{
    if (m_place == Place::Root) {
        if (name == "__metadata__") {
            if (m_metadataSeen)
                return fail("it has __metadata__ twice");
            m_metadataSeen = true;
            m_place = Place::MetadataStart;
            return true;
        }
        m_entry = {};
        m_entry.name = std::move(name);
        m_offsets.clear();
        m_fieldSeen = {};
        m_place = Place::TensorStart;
        return true;
    }
    if (m_place == Place::Metadata) {
        m_metadataKey = std::move(name);
        return true;
    }
    if (m_place == Place::Tensor) {
        if (name == "dtype")
            return beginField(Field::DType, "dtype");
        if (name == "shape")
            return beginField(Field::Shape, "shape");
        if (name == "data_offsets")
            return beginField(Field::Offsets, "data_offsets");
        m_place = Place::Skipped; // other writers may say more; it changes nothing here
        m_skipDepth = 0;
    }
    return true;
}

bool HeaderReader::end_object()
{
    switch (m_place) {
    case Place::Root:
        m_place = Place::Done;
        return true;
    case Place::Metadata:
        m_place = Place::Root;
        return true;
    case Place::Skipped:
        if (--m_skipDepth == 0)
            m_place = Place::Tensor;
        return true;
    default:
        break;
    }
    const auto seen = [this](Field which) { return m_fieldSeen[static_cast<std::size_t>(which)]; };
    if (!seen(Field::DType) || !seen(Field::Shape) || !seen(Field::Offsets))
        return fail("tensor " + shownName(m_entry.name) + " lacks one of dtype, shape, data_offsets");
    if (m_offsets.size() != 2)
        return fail("tensor " + shownName(m_entry.name) + " has " + std::to_string(m_offsets.size())
            + " data_offsets, expected a begin and an end");
    m_entry.begin = m_offsets[0];
    m_entry.end = m_offsets[1];
    m_header.entries.push_back(std::move(m_entry));
    m_place = Place::Root;
    return true;
}

bool HeaderReader::start_array(std::size_t /*elements*/)
{
    if (m_place == Place::Skipped) {
        ++m_skipDepth;
        return true;
    }
    if (m_place == Place::Tensor && !m_inArray && (m_field == Field::Shape || m_field == Field::Offsets)) {
        m_inArray = true;
        return true;
    }
    return misplaced("a list");
}

bool HeaderReader::end_array()
{
    if (m_place == Place::Skipped) {
        if (--m_skipDepth == 0)
            m_place = Place::Tensor;
        return true;
    }
    m_inArray = false;
    m_field = Field::None;
    return true;
}

// The first thing that is wrong with the ranges, or nothing. Leaves the entries sorted by their data.
std::string problemOfRanges(std::vector<SafetensorsEntry>& entries, std::uint64_t dataBytes)
{
    for (const SafetensorsEntry& entry : entries) {
        const std::string tensor = "tensor " + shownName(entry.name);
        if (findDType(entry.dtype) == nullptr)
            return tensor + " has the unknown dtype " + shownName(entry.dtype);
        const std::optional<std::uint64_t> expected = safetensorsSizeBytes(entry.dtype, entry.shape);
        if (!expected)
            return tensor + " has a shape whose size in bytes is no 64-bit number";
        if (entry.end < entry.begin)
            return tensor + " ends (" + std::to_string(entry.end) + ") before it begins (" + std::to_string(entry.begin)
                + ")";
        if (entry.sizeBytes() != *expected)
            return tensor + " has " + std::to_string(entry.sizeBytes()) + " bytes, its dtype and shape ask for "
                + std::to_string(*expected);
        if (entry.end > dataBytes)
            return tensor + " ends at byte " + std::to_string(entry.end) + " of the data, but the file has only "
                + std::to_string(dataBytes) + ": the file is cut short, fetch it again";
    }
    std::ranges::sort(entries, [](const SafetensorsEntry& a, const SafetensorsEntry& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::uint64_t covered = 0;
    for (const SafetensorsEntry& entry : entries) {
        if (entry.begin < covered)
            return "tensor " + shownName(entry.name) + " overlaps the one before it";
        if (entry.begin > covered)
            return "there are " + std::to_string(entry.begin - covered) + " unused bytes before tensor "
                + shownName(entry.name);
        covered = entry.end;
    }
    if (covered != dataBytes)
        return "there are " + std::to_string(dataBytes - covered) + " unused bytes behind the last tensor";
    return {};
}

std::string problemOfNames(const std::vector<SafetensorsEntry>& entries)
{
    std::vector<std::string_view> names;
    names.reserve(entries.size());
    for (const SafetensorsEntry& entry : entries)
        names.emplace_back(entry.name);
    std::ranges::sort(names);
    const auto twice = std::ranges::adjacent_find(names);
    return twice == names.end() ? std::string() : "tensor " + shownName(*twice) + " is there twice";
}

std::uint64_t littleEndian64(std::span<const std::byte, 8> bytes)
{
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 8; ++i)
        value |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    return value;
}

} // namespace

std::optional<std::uint64_t> safetensorsSizeBytes(std::string_view dtype, std::span<const std::uint64_t> shape)
{
    const DTypeBits* const found = findDType(dtype);
    if (found == nullptr)
        return std::nullopt;
    std::uint64_t bits = found->bits;
    if (std::ranges::find(shape, 0U) != shape.end())
        return 0;
    for (const std::uint64_t extent : shape)
        if (__builtin_mul_overflow(bits, extent, &bits))
            return std::nullopt;
    if (bits % 8 != 0)
        return std::nullopt;
    return bits / 8;
}

Result<SafetensorsHeader> parseSafetensorsHeader(std::span<const std::byte> file, std::string_view source)
{
    const auto invalid = [source](const std::string& problem) {
        return Error{ ErrorCode::InvalidModel,
            "'" + std::string(source) + "' is no valid safetensors file: " + problem };
    };
    if (file.size() < 8)
        return invalid("it has " + std::to_string(file.size()) + " bytes, the header alone needs more");
    const std::uint64_t length = littleEndian64(file.first<8>());
    if (length > kMaxSafetensorsHeaderBytes)
        return invalid("its header claims " + std::to_string(length) + " bytes, at most "
            + std::to_string(kMaxSafetensorsHeaderBytes) + " are allowed");
    if (length > file.size() - 8)
        return invalid("its header claims " + std::to_string(length) + " bytes, but only "
            + std::to_string(file.size() - 8) + " follow: the file is cut short, fetch it again");
    const std::string_view text(reinterpret_cast<const char*>(file.data()) + 8, static_cast<std::size_t>(length));
    if (text.empty() || text.front() != '{')
        return invalid("its header does not start with '{'");

    if (text.find('\0') != std::string_view::npos) // the JSON library would take it for the end
        return invalid("its header has a zero byte");

    SafetensorsHeader header;
    header.dataOffset = 8 + length;
    HeaderReader reader(header);
    try {
        if (!Json::sax_parse(text.begin(), text.end(), &reader))
            return invalid(reader.problem());
    } catch (const std::exception& e) {
        return Error{ ErrorCode::OutOfMemory, "cannot read the header of '" + std::string(source) + "': " + e.what() };
    }
    if (const std::string problem = problemOfNames(header.entries); !problem.empty())
        return invalid(problem);
    if (const std::string problem = problemOfRanges(header.entries, file.size() - header.dataOffset); !problem.empty())
        return invalid(problem);
    return header;
}

} // namespace palimpsest
