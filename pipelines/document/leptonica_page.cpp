#include "pipelines/document/leptonica_page.h"

#include <cstdint>
#include <mutex>

namespace palimpsest {

namespace {

struct BoxaRelease {
    void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using UniqueBoxa = std::unique_ptr<Boxa, BoxaRelease>;

} // namespace

void silenceLeptonica()
{
    static std::once_flag once;
    std::call_once(once, [] { setMsgSeverity(L_SEVERITY_NONE); });
}

UniquePix toPix(const RgbImage& image)
{
    UniquePix pix(pixCreateNoInit(static_cast<l_int32>(image.width), static_cast<l_int32>(image.height), 32));
    if (!pix)
        return pix;
    l_uint32* row = pixGetData(pix.get());
    const std::uint8_t* source = image.pixels.data();
    for (std::size_t y = 0; y < image.height; ++y, row += pixGetWpl(pix.get()))
        for (std::size_t x = 0; x < image.width; ++x, source += 3)
            row[x] = l_uint32{ source[0] } << L_RED_SHIFT | l_uint32{ source[1] } << L_GREEN_SHIFT
                | l_uint32{ source[2] } << L_BLUE_SHIFT;
    return pix;
}

RgbImage toRgb(Pix* pix)
{
    RgbImage image{ .width = static_cast<std::size_t>(pixGetWidth(pix)),
        .height = static_cast<std::size_t>(pixGetHeight(pix)),
        .pixels = {} };
    image.pixels.resize(image.width * image.height * 3);
    const l_uint32* row = pixGetData(pix);
    std::uint8_t* target = image.pixels.data();
    for (std::size_t y = 0; y < image.height; ++y, row += pixGetWpl(pix))
        for (std::size_t x = 0; x < image.width; ++x, target += 3) {
            target[0] = static_cast<std::uint8_t>(row[x] >> L_RED_SHIFT);
            target[1] = static_cast<std::uint8_t>(row[x] >> L_GREEN_SHIFT);
            target[2] = static_cast<std::uint8_t>(row[x] >> L_BLUE_SHIFT);
        }
    return image;
}

double inkOf(Pix* bilevel)
{
    l_int32 count = 0;
    pixCountPixels(bilevel, &count, nullptr);
    return count / (double{ 1 } * pixGetWidth(bilevel) * pixGetHeight(bilevel));
}

std::vector<RectF> componentBoxes(Pix* bilevel)
{
    std::vector<RectF> boxes;
    const UniqueBoxa found(bilevel == nullptr ? nullptr : pixConnCompBB(bilevel, 8));
    for (l_int32 i = 0; found && i < boxaGetCount(found.get()); ++i) {
        l_int32 x = 0;
        l_int32 y = 0;
        l_int32 width = 0;
        l_int32 height = 0;
        boxaGetBoxGeometry(found.get(), i, &x, &y, &width, &height);
        boxes.push_back({ double{ 1 } * x, double{ 1 } * y, double{ 1 } * (x + width), double{ 1 } * (y + height) });
    }
    return boxes;
}

UniquePix inkMask(Pix* colours)
{
    const UniquePix grey(pixConvertRGBToLuminance(colours));
    UniquePix mask(grey ? pixAdaptThresholdToBinary(grey.get(), nullptr, 1.0F) : nullptr);
    if (!mask && grey) // too small for a map of the background
        mask.reset(pixThresholdToBinary(grey.get(), 128));
    if (mask && inkOf(mask.get()) > 0.5)
        pixInvert(mask.get(), mask.get());
    return mask;
}

} // namespace palimpsest
