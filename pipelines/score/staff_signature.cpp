#include "pipelines/score/staff_signature.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

#include "pipelines/score/upright_strokes.h"

namespace palimpsest {
namespace {

constexpr double kLeastLike = 0.45; // of an accidental
constexpr double kLeastDigit = 0.4;
constexpr double kLeastUnit = 0.3;          // of the lower number of a meter, below an upper one: there are few
constexpr int kFlatFoot = kSpace * 10 / 16; // from the row of a flat to its lower end

bool isBetween(double value, double least, double most)
{
    return value >= least && value <= most;
}

double spaces(int pixels)
{
    return static_cast<double>(pixels) / kSpace;
}

std::optional<SignPiece> unionOf(const std::vector<SignPiece>& pieces, int from, int to)
{
    std::optional<SignPiece> all;
    for (const SignPiece& piece : pieces)
        if (piece.box.left >= from && piece.box.right <= to)
            all = all ? together(*all, piece) : piece;
    return all;
}

struct FoundClef {
    Clef clef;
    int right = 0;
};

// Two dots, above and below the second line: where they end.
std::optional<int> dotsOfBassClef(const std::vector<SignPiece>& pieces, int left)
{
    const auto dotAt = [&](int row) -> std::optional<int> {
        for (const SignPiece& piece : pieces) {
            const int away = piece.box.left - left;
            const bool isDot
                = std::max(piece.box.width(), piece.box.height()) <= kSpace * 5 / 8 && piece.filled() > 0.55;
            if (isDot && away >= kSpace && away <= kSpace * 3 && std::abs(piece.middleY() - row) <= kStep / 2)
                return piece.box.right;
        }
        return std::nullopt;
    };
    const std::optional<int> upper = dotAt(kTopLine + kStep);
    const std::optional<int> lower = dotAt(kTopLine + kSpace + kStep);
    if (!upper || !lower || std::abs(*upper - *lower) > kSpace / 4)
        return std::nullopt;
    return std::max(*upper, *lower);
}

std::optional<FoundClef> clefAt(const std::vector<SignPiece>& pieces, int left)
{
    constexpr int kBegins = kSpace * 11 / 4; // from the beginning of the staff
    constexpr int kWidestClef = kSpace * 13 / 4;
    std::optional<PixelBox> box;
    bool small8 = false;
    for (const SignPiece& piece : pieces) {
        if (piece.box.right <= left + kSpace / 2 || piece.box.left < left - kSpace / 4)
            continue; // the brace, and the line that begins a system
        if (!box && (piece.box.left > left + kBegins || piece.box.height() < kSpace * 3 / 4))
            continue;
        if (box && (piece.box.left > box->right + kSpace * 3 / 8 || piece.box.right > box->left + kWidestClef))
            break;
        if (box && piece.box.left >= box->right && accidentalOf(piece))
            break; // of the key
        const bool isSmall = piece.box.height() <= kSpace * 13 / 8 && piece.box.width() <= kSpace * 5 / 4;
        if (isSmall && piece.box.top > kBottomLine + kSpace) {
            small8 = true;
            continue;
        }
        box = box ? united(*box, piece.box) : piece.box;
    }
    if (!box)
        return std::nullopt;
    // The dots of the bass clef.
    for (const SignPiece& piece : pieces)
        if (piece.box.left >= box->right - 2 && piece.box.right <= box->right + kSpace
            && piece.box.height() <= kSpace * 3 / 4 && piece.box.bottom < kMiddleLine + kSpace / 2)
            box = united(*box, piece.box);
    if (const std::optional<int> right = dotsOfBassClef(pieces, box->left))
        return FoundClef{ { 'F', 4, 0 }, *right };
    const double height = spaces(box->height());
    const double above = spaces(kTopLine - box->top);
    if (height > 5 && above > 0.2 && box->bottom > kBottomLine)
        return FoundClef{ { 'G', 2, small8 ? -1 : 0 }, box->right };
    const double middle = spaces(kBottomLine - (box->top + box->bottom) / 2); // above the lowest line
    if (isBetween(height, 3.5, 4.7) && spaces(box->width()) > 1.5 && isBetween(middle, -0.3, 4.3))
        return FoundClef{ { 'C', static_cast<int>(std::lround(middle)) + 1, 0 }, box->right };
    if (isBetween(height, 2.0, 3.9) && isBetween(above, -0.8, 0.8))
        return FoundClef{ { 'F', 4, 0 }, box->right };
    return std::nullopt;
}

// Where the accidentals of a key stand, in half spaces above the lowest line.
int stepInKey(const Clef& clef, int fifths, int place)
{
    constexpr std::array<int, 7> kSharps{ 8, 5, 9, 6, 3, 7, 4 };
    constexpr std::array<int, 7> kFlats{ 4, 7, 3, 6, 2, 5, 1 };
    const std::array<int, 7>& usual = fifths > 0 ? kSharps : kFlats;
    return usual.at(static_cast<std::size_t>(place)) + 2 - clef.lowestStep(); // as in the treble clef, by pitch
}

int stepOf(int row)
{
    return static_cast<int>(std::lround(static_cast<double>(kBottomLine - row) / kStep));
}

// The key's accidentals stand in the order of fifths; each clef has them in octaves of its own choice. `shift`: half
// spaces by which all of them stand too high.
bool standsInKey(const Clef& clef, int sign, int place, int row, int shift)
{
    const int off = stepOf(row) - shift - stepInKey(clef, sign, place);
    return (off % 7 + 7) % 7 == 0;
}

// Accidentals of a key stand so close that they may touch.
std::vector<std::pair<FoundAccidental, PixelBox>> accidentalsIn(const SignPiece& piece)
{
    if (const std::optional<FoundAccidental> one = accidentalOf(piece))
        return { { *one, piece.box } };
    if (piece.box.width() < kSpace || piece.box.width() > 8 * kSpace || piece.box.height() < 2 * kSpace)
        return {};
    std::vector<std::pair<FoundAccidental, PixelBox>> found;
    const std::vector<UprightStroke> strokes = uprightsOf(piece.ink);
    for (std::size_t i = 0; i < strokes.size(); ++i) {
        const UprightStroke& stroke = strokes[i];
        const auto at = [&](int right) {
            return PixelBox{ piece.box.left + stroke.left, piece.box.top + stroke.top, piece.box.left + right,
                piece.box.top + stroke.bottom };
        };
        if (i + 1 < strokes.size() && areAccidental(stroke, strokes[i + 1])) {
            const int row
                = piece.box.top + (stroke.top + stroke.bottom + strokes[i + 1].top + strokes[i + 1].bottom) / 4;
            found.push_back({ { Accidental::Sharp, row }, at(strokes[i + 1].right) });
            ++i;
        } else {
            const PixelBox box = at(stroke.right + kSpace / 2);
            found.push_back({ { Accidental::Flat, box.bottom - kFlatFoot }, box });
        }
    }
    return found;
}

struct FoundKey {
    int fifths = 0;
    int right = 0;
    int lastRow = 0;
    int beforeLast = 0;
};

// The first accidentals behind the clef, as long as each stands where the next of a key does.
FoundKey keyAt(const std::vector<SignPiece>& pieces, const Clef& clef, int from, int shift)
{
    FoundKey key{ 0, from, 0, from };
    for (const SignPiece& piece : pieces) {
        if (piece.middleX() < key.right || piece.box.left < from - 2 || piece.box.height() < kSpace)
            continue;
        if (piece.box.left - key.right > (key.fifths == 0 ? kSpace * 5 / 2 : kSpace))
            break;
        const std::vector<std::pair<FoundAccidental, PixelBox>> accidentals = accidentalsIn(piece);
        if (accidentals.empty())
            break;
        for (const auto& [accidental, box] : accidentals) {
            const int sign = static_cast<int>(accidental.kind);
            if (sign == 0 || sign * key.fifths < 0 || std::abs(key.fifths) == 7
                || !standsInKey(clef, sign, std::abs(key.fifths), accidental.row, shift))
                return key;
            key.fifths += sign;
            key.lastRow = accidental.row;
            key.beforeLast = key.right;
            key.right = box.right;
        }
    }
    return key;
}

// `digits`: those that may stand there.
int digitOf(const SignPiece& piece, std::string_view digits, double least = kLeastDigit)
{
    if (piece.pixels == 0)
        return -1;
    int best = -1;
    double most = least;
    for (const char letter : digits) {
        const int digit = letter - '0';
        const auto glyph = static_cast<MusicGlyph>(static_cast<int>(MusicGlyph::Digit0) + digit);
        if (const double like = likeness(piece, glyph); like > most) {
            most = like;
            best = digit;
        }
    }
    return best;
}

SignPiece within(const SignPiece& piece, const PixelBox& box)
{
    Bitmap part = piece.ink;
    const PixelBox inside{ box.left - piece.box.left, box.top - piece.box.top, box.right - piece.box.left,
        box.bottom - piece.box.top };
    part.clear({ 0, 0, part.width, inside.top });
    part.clear({ 0, inside.bottom, part.width, part.height });
    part.clear({ 0, 0, inside.left, part.height });
    part.clear({ inside.right, 0, part.width, part.height });
    std::optional<SignPiece> all;
    for (const SignPiece& found : piecesOf(part))
        all = all ? together(*all, found) : found;
    if (!all)
        return {};
    all->box = { all->box.left + piece.box.left, all->box.top + piece.box.top, all->box.right + piece.box.left,
        all->box.bottom + piece.box.top };
    return *all;
}

int inkOfColumn(const SignPiece& piece, int x)
{
    int ink = 0;
    for (int y = 0; y < piece.ink.height; ++y)
        ink += piece.ink.at(x, y) ? 1 : 0;
    return ink;
}

// A number in some rows, of one digit or two; 0: none. Digits that stand side by side touch where a staff line goes.
int numberIn(const SignPiece& block, int top, int bottom, std::string_view digits, double least)
{
    constexpr int kWidestDigit = kSpace * 29 / 16;
    const SignPiece number = within(block, { block.box.left, top, block.box.right, bottom });
    if (number.pixels == 0 || !isBetween(spaces(number.box.height()), 1.4, 2.4))
        return 0;
    if (number.box.width() <= kWidestDigit)
        return std::max(0, digitOf(number, digits, least));
    int split = number.box.width() / 2;
    for (int x = number.box.width() / 4; x < number.box.width() * 3 / 4; ++x)
        if (inkOfColumn(number, x) < inkOfColumn(number, split))
            split = x;
    split += number.box.left;
    const int tens = digitOf(within(number, { number.box.left, top, split, bottom }), "1");
    const int ones = digitOf(within(number, { split, top, number.box.right, bottom }), "02456");
    return tens > 0 && ones >= 0 ? 10 * tens + ones : 0;
}

struct FoundMeter {
    Meter meter;
    std::string sign;
    int right = 0;
};

std::optional<FoundMeter> meterAt(const std::vector<SignPiece>& pieces, int from)
{
    std::optional<PixelBox> box;
    for (const SignPiece& piece : pieces) {
        if (piece.box.left < from - 2 || piece.box.top < kTopLine - kSpace || piece.box.bottom > kBottomLine + kSpace)
            continue;
        if (!box && piece.box.left - from > kSpace * 5 / 2)
            break;
        if (box && piece.box.left > box->right + kSpace / 4)
            break;
        box = box ? united(*box, piece.box) : piece.box;
    }
    if (!box || !isBetween(spaces(box->width()), 0.8, 4))
        return std::nullopt;
    const std::optional<SignPiece> block = unionOf(pieces, box->left, box->right);
    if (!block)
        return std::nullopt;
    if (std::abs(block->box.top - kTopLine) < kSpace / 2 && std::abs(block->box.bottom - kBottomLine) < kSpace / 2) {
        const int beats = numberIn(*block, block->box.top, kMiddleLine + 1, "123456789", kLeastDigit);
        const int unit = numberIn(*block, kMiddleLine + 3, block->box.bottom, "248", kLeastUnit);
        const bool isUnit = unit == 2 || unit == 4 || unit == 8 || unit == 16;
        if (beats > 0 && isUnit)
            return FoundMeter{ { beats, unit }, {}, box->right };
    }
    if (std::abs(block->middleY() - kMiddleLine) > kSpace / 2 || !isBetween(spaces(block->box.width()), 1.2, 2.2))
        return std::nullopt;
    const double height = spaces(block->box.height());
    if (isBetween(height, 1.6, 2.4) && likeness(*block, MusicGlyph::TimeCommon) > kLeastDigit)
        return FoundMeter{ { 4, 4 }, "c", box->right };
    if (isBetween(height, 2.4, 3.6) && likeness(*block, MusicGlyph::TimeCut) > kLeastDigit)
        return FoundMeter{ { 2, 2 }, "c|", box->right };
    return std::nullopt;
}

} // namespace

std::optional<FoundAccidental> accidentalOf(const SignPiece& piece)
{
    const double width = spaces(piece.box.width());
    const double height = spaces(piece.box.height());
    if (!isBetween(width, 0.45, 1.45) || !isBetween(height, 1.8, 3.6))
        return std::nullopt;
    const double sharp
        = isBetween(width, 0.75, 1.45) && height > 2.2 ? likeness(piece, MusicGlyph::AccidentalSharp) : 0;
    const double flat = height < 3.0 ? likeness(piece, MusicGlyph::AccidentalFlat) : 0;
    const double natural = width < 1.05 && height > 2.1 ? likeness(piece, MusicGlyph::AccidentalNatural) : 0;
    const double most = std::max({ sharp, flat, natural });
    if (most < kLeastLike)
        return std::nullopt;
    if (most == flat)
        return FoundAccidental{ Accidental::Flat, piece.box.bottom - kFlatFoot };
    return FoundAccidental{ most == sharp ? Accidental::Sharp : Accidental::Natural, piece.middleY() };
}

// A flat whose bow ends upon staff lines may have come off its stem.
std::vector<SignPiece> withWholeFlats(const std::vector<SignPiece>& pieces)
{
    std::vector<SignPiece> whole;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        whole.push_back(pieces[i]);
        const PixelBox& stem = pieces[i].box;
        if (stem.width() > kSpace / 2 || stem.height() < kSpace * 3 / 2 || i + 1 == pieces.size())
            continue;
        const PixelBox& bow = pieces[i + 1].box;
        if (bow.left - stem.right > kSpace / 3 || sharedRows(bow, stem) < kSpace / 2 || bow.top < stem.top + kSpace)
            continue;
        const SignPiece both = together(pieces[i], pieces[i + 1]);
        if (accidentalOf(both)) {
            whole.back() = both;
            ++i;
        }
    }
    return whole;
}

StaffSignature signatureOf(const StaffPicture& picture)
{
    const Bitmap within = mended(picture, picture.signs, Mend::WithinPieces);
    const std::vector<SignPiece> pieces = withWholeFlats(piecesOf(within));
    StaffSignature signature;
    signature.right = picture.left;
    if (const std::optional<FoundClef> found = clefAt(pieces, picture.left)) {
        signature.clef = found->clef;
        signature.right = found->right;
    }
    const Clef clef = signature.clef.value_or(Clef{});
    FoundKey key = keyAt(pieces, clef, signature.right, 0);
    // Not every printer takes care. One alone may be the first note's.
    for (const int shift : { -1, 1 })
        if (const FoundKey other = keyAt(pieces, clef, signature.right, shift);
            key.fifths == 0 && std::abs(other.fifths) >= 2)
            key = other;
    signature.fifths = key.fifths;
    signature.right = key.right;
    signature.lastOfKey = key.lastRow;
    signature.beforeLast = key.beforeLast;
    Bitmap behind = picture.signs; // so that nothing is joined with what stands before
    behind.clear({ 0, 0, signature.right, behind.height });
    const std::vector<SignPiece> joined = piecesOf(mended(picture, behind, Mend::Everywhere));
    if (const std::optional<FoundMeter> meter = meterAt(joined, signature.right)) {
        signature.meter = meter->meter;
        signature.meterSign = meter->sign;
        signature.right = meter->right;
    }
    return signature;
}

} // namespace palimpsest
