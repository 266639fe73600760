#include "engine/io/npy.h"

#include <array>
#include <bit>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>

#include "engine/base/half.h"

static_assert(std::endian::native == std::endian::little, "arrays are read and written as they lie in memory");

namespace palimpsest {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kAlignment = 64;

struct TypeRow {
    NpyType type;
    std::string_view description;
    std::size_t bytes;
};
constexpr std::array kTypes{
    TypeRow{ NpyType::F2, "<f2", 2 },
    TypeRow{ NpyType::F4, "<f4", 4 },
    TypeRow{ NpyType::F8, "<f8", 8 },
    TypeRow{ NpyType::U1, "|u1", 1 },
    TypeRow{ NpyType::I4, "<i4", 4 },
    TypeRow{ NpyType::I8, "<i8", 8 },
};

const TypeRow& rowOf(NpyType type)
{
    for (const TypeRow& row : kTypes)
        if (row.type == type)
            return row;
    PAL_CHECK(false);
}

Error broken(std::string_view name, std::string_view what)
{
    return Error{ ErrorCode::InvalidModel,
        "'" + std::string(name) + "' is no readable NumPy array: " + std::string(what) };
}

Error refused(std::string_view name, std::string_view what)
{
    return Error{ ErrorCode::Unsupported, "'" + std::string(name) + "' " + std::string(what) };
}

struct Header {
    std::optional<std::string_view> description;
    std::optional<bool> fortranOrder;
    std::optional<Shape> shape;
};

// Reads the header: a Python dictionary literal with exactly three keys. Nothing more of Python is understood.
class HeaderParser {
public:
    HeaderParser(std::string_view text, std::string_view name) : m_rest(text), m_name(name) { }

    Result<Header> parse()
    {
        Header header;
        if (!take('{'))
            return broken(m_name, "its header is no dictionary");
        while (!take('}')) {
            PAL_TRY_ASSIGN(const std::string_view key, quoted());
            if (!take(':'))
                return broken(m_name, "its header lacks a colon");
            PAL_TRY(parseValue(key, header));
            if (!take(',') && peek() != '}')
                return broken(m_name, "its header lacks a comma or a closing brace");
        }
        skipSpace();
        if (!m_rest.empty())
            return broken(m_name, "something follows the dictionary in its header");
        if (!header.description || !header.fortranOrder || !header.shape)
            return broken(m_name, "its header lacks one of descr, fortran_order and shape");
        return header;
    }

private:
    Result<void> parseValue(std::string_view key, Header& header)
    {
        if (key == "descr" && !header.description) {
            if (peek() == '[')
                return refused(m_name, "is a structured array; only plain numbers are read");
            PAL_TRY_ASSIGN(header.description, quoted());
        } else if (key == "fortran_order" && !header.fortranOrder) {
            if (takeWord("True"))
                header.fortranOrder = true;
            else if (takeWord("False"))
                header.fortranOrder = false;
            else
                return broken(m_name, "fortran_order is neither True nor False");
        } else if (key == "shape" && !header.shape) {
            PAL_TRY_ASSIGN(header.shape, tuple());
        } else {
            return broken(m_name, "its header has an unknown or repeated key '" + std::string(key) + "'");
        }
        return {};
    }

    Result<Shape> tuple()
    {
        Shape shape;
        if (!take('('))
            return broken(m_name, "its shape is no tuple");
        while (!take(')')) {
            skipSpace();
            std::uint64_t extent = 0;
            const auto [end, error] = std::from_chars(m_rest.data(), m_rest.data() + m_rest.size(), extent);
            if (error != std::errc())
                return broken(m_name, "its shape holds something other than counts");
            m_rest.remove_prefix(static_cast<std::size_t>(end - m_rest.data()));
            if (shape.rank() == Shape::kMaxRank)
                return refused(m_name, "has more than four dimensions");
            shape.append(extent);
            if (!take(',') && peek() != ')')
                return broken(m_name, "its shape lacks a comma");
        }
        return shape;
    }

    Result<std::string_view> quoted()
    {
        skipSpace();
        const char quote = m_rest.empty() ? '\0' : m_rest.front();
        if (quote != '\'' && quote != '"')
            return broken(m_name, "its header lacks a quoted word");
        const std::size_t end = m_rest.find(quote, 1);
        if (end == std::string_view::npos)
            return broken(m_name, "its header has an open quotation");
        const std::string_view word = m_rest.substr(1, end - 1);
        m_rest.remove_prefix(end + 1);
        return word;
    }

    void skipSpace()
    {
        const std::size_t first = m_rest.find_first_not_of(" \n");
        m_rest.remove_prefix(first == std::string_view::npos ? m_rest.size() : first);
    }

    char peek()
    {
        skipSpace();
        return m_rest.empty() ? '\0' : m_rest.front();
    }

    bool take(char c)
    {
        if (peek() != c || m_rest.empty())
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    bool takeWord(std::string_view word)
    {
        skipSpace();
        if (!m_rest.starts_with(word))
            return false;
        m_rest.remove_prefix(word.size());
        return true;
    }

    std::string_view m_rest;
    std::string_view m_name;
};

// Null when the product does not fit.
std::optional<std::size_t> checkedByteCount(const Shape& shape, std::size_t elementSize)
{
    std::size_t total = elementSize;
    for (std::size_t i = 0; i < shape.rank(); ++i)
        if (__builtin_mul_overflow(total, shape[i], &total))
            return std::nullopt;
    return total;
}

// From first index fastest to last index fastest.
std::vector<std::byte> transposed(std::span<const std::byte> source, const Shape& shape, std::size_t elementSize)
{
    std::vector<std::byte> target(source.size());
    std::array<std::size_t, Shape::kMaxRank> index{};
    const std::size_t count = source.size() / elementSize;
    for (std::size_t from = 0; from < count; ++from) {
        std::size_t to = 0;
        for (std::size_t d = 0; d < shape.rank(); ++d)
            to = to * shape[d] + index[d];
        std::memcpy(target.data() + to * elementSize, source.data() + from * elementSize, elementSize);
        for (std::size_t d = 0; d < shape.rank() && ++index[d] == shape[d]; ++d)
            index[d] = 0;
    }
    return target;
}

template <typename Stored, typename Convert>
std::vector<float> converted(const std::vector<std::byte>& bytes, Convert convert)
{
    std::vector<float> values(bytes.size() / sizeof(Stored));
    for (std::size_t i = 0; i < values.size(); ++i) {
        Stored stored{};
        std::memcpy(&stored, bytes.data() + i * sizeof stored, sizeof stored);
        values[i] = convert(stored);
    }
    return values;
}

} // namespace

std::size_t elementBytes(NpyType type)
{
    return rowOf(type).bytes;
}

std::string_view descriptionOf(NpyType type)
{
    return rowOf(type).description;
}

Result<NpyArray> parseNpy(std::span<const std::byte> file, std::string_view name)
{
    const std::string_view text(reinterpret_cast<const char*>(file.data()), file.size());
    if (!text.starts_with(kMagic) || text.size() < 10)
        return broken(name, "it does not start with \\x93NUMPY");
    const unsigned version = std::to_integer<unsigned>(file[6]);
    if (version < 1 || version > 3)
        return broken(name, "format version " + std::to_string(version) + " is unknown");
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    if (file.size() < 8 + lengthBytes)
        return broken(name, "it ends inside its header");
    std::uint32_t headerLength = 0;
    std::memcpy(&headerLength, file.data() + 8, lengthBytes);
    const std::size_t headerStart = 8 + lengthBytes;
    if (headerLength > file.size() - headerStart)
        return broken(name, "it ends inside its header");
    PAL_TRY_ASSIGN(const Header header, HeaderParser(text.substr(headerStart, headerLength), name).parse());

    const TypeRow* row = nullptr;
    for (const TypeRow& candidate : kTypes)
        if (candidate.description == *header.description)
            row = &candidate;
    if (header.description->find('O') != std::string_view::npos)
        return refused(name, "is an array of Python objects, which are code; only plain numbers are read");
    if (row == nullptr)
        return refused(name,
            "has elements of type '" + std::string(*header.description)
                + "'; <f2, <f4, <f8, |u1, <i4 and <i8 are read");

    const std::span<const std::byte> elements = file.subspan(headerStart + headerLength);
    const auto expected = checkedByteCount(*header.shape, row->bytes);
    if (!expected || *expected != elements.size())
        return broken(name,
            "shape " + header.shape->toString() + " of " + std::string(row->description) + " does not fill "
                + std::to_string(elements.size()) + " bytes");
    NpyArray array{ .type = row->type, .shape = *header.shape, .bytes = {} };
    if (*header.fortranOrder && array.shape.rank() > 1)
        array.bytes = transposed(elements, array.shape, row->bytes);
    else
        array.bytes.assign(elements.begin(), elements.end());
    return array;
}

Result<std::vector<float>> toFloats(const NpyArray& array, std::string_view name)
{
    switch (array.type) {
    case NpyType::F2:
        return converted<std::uint16_t>(array.bytes, f16ToFloat);
    case NpyType::F4:
        return converted<float>(array.bytes, [](float value) { return value; });
    case NpyType::F8:
        return converted<double>(array.bytes, [](double value) { return static_cast<float>(value); });
    case NpyType::U1:
    case NpyType::I4:
    case NpyType::I8:
        break;
    }
    return refused(name, "holds integers where real numbers are expected");
}

std::string npyHeader(NpyType type, const Shape& shape)
{
    std::string dictionary = "{'descr': '" + std::string(descriptionOf(type)) + "', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < shape.rank(); ++i)
        dictionary += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    dictionary += shape.rank() == 1 ? ",), }" : "), }";
    const std::size_t unpadded = kMagic.size() + 4 + dictionary.size() + 1;
    dictionary.append((kAlignment - unpadded % kAlignment) % kAlignment, ' ');
    dictionary += '\n';
    std::string header(kMagic);
    header += '\x01';
    header += '\0';
    header += static_cast<char>(dictionary.size() & 0xffU);
    header += static_cast<char>(dictionary.size() >> 8);
    return header + dictionary;
}

} // namespace palimpsest
