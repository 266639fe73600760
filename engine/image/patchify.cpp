#include "engine/image/patchify.h"

#include "engine/base/check.h"
#include "engine/image/normalize.h"

namespace palimpsest {

void patchify(const RgbImage& image, std::size_t patchSize, float* out)
{
    PAL_CHECK(patchSize > 0 && image.width % patchSize == 0 && image.height % patchSize == 0);
    PAL_CHECK(image.pixels.size() == image.width * image.height * 3);
    const std::array<float, 256>& table = normalizedBytes();
    for (std::size_t top = 0; top < image.height; top += patchSize)
        for (std::size_t left = 0; left < image.width; left += patchSize)
            for (std::size_t channel = 0; channel < 3; ++channel)
                for (std::size_t row = 0; row < patchSize; ++row) {
                    const std::uint8_t* source = image.pixels.data() + ((top + row) * image.width + left) * 3 + channel;
                    for (std::size_t column = 0; column < patchSize; ++column, source += 3)
                        *out++ = table[*source];
                }
}

} // namespace palimpsest
