#pragma once
// The kernels of block_product.h over a `Lanes` type: 16 panel rows side by side in one instruction set's registers.
// Included inside an unnamed namespace, under that instruction set's attributes, by block_product_<set>.cpp after it
// has defined Lanes; calls nothing of the standard library, whose inline functions the linker would share between sets.

constexpr std::size_t kGroups = block::kBlockWidth / 4; // per block: four inputs of 16 rows each

// Where the parts of a packed superblock of `Height` rows lie.
template <std::size_t Height> struct TileLayout {
    static constexpr std::size_t kScales = 16 * 4 * Height;
    static constexpr std::size_t kCorrections = kScales + 2 * 4 * Height;
    static constexpr std::size_t kBytes = Height * kTileBytesPerRow;
};

// Sums of one block, `Panels` x `Height`, exact. The q8 levels lie 128 too high; the sums start at the correction.
template <std::size_t Height, std::size_t Panels, DType Format, std::size_t Block>
inline __attribute__((always_inline)) void sumBlock(
    const std::byte* const (&super)[Panels], const std::byte* tile, typename Lanes::Integers (&sums)[Panels][Height])
{
    const std::byte* const levels = tile + Block * kGroups * 4 * Height;
    PAL_UNROLL
    for (std::size_t m = 0; m < Height; ++m) {
        PAL_UNROLL
        for (std::size_t p = 0; p < Panels; ++p)
            sums[p][m] = Format == DType::Q8 && !Lanes::kCentres
                ? Lanes::broadcast(tile + TileLayout<Height>::kCorrections + (Block * Height + m) * 4)
                : Lanes::zero();
    }
    PAL_UNROLL
    for (std::size_t g = 0; g < kGroups; ++g) {
        typename Lanes::Levels weights[Panels];
        PAL_UNROLL
        for (std::size_t p = 0; p < Panels; ++p) {
            if constexpr (Format == DType::Q8)
                weights[p] = Lanes::levels8(super[p] + 64 + (Block * kGroups + g) * 64);
            else if constexpr (Block == 0)
                weights[p] = Lanes::lowNibbles(super[p] + 128 + g * 64);
            else
                weights[p] = Lanes::highNibbles(super[p] + 128 + g * 64);
        }
        PAL_UNROLL
        for (std::size_t m = 0; m < Height; ++m) {
            const auto x = Lanes::broadcast(levels + (g * Height + m) * 4);
            PAL_UNROLL
            for (std::size_t p = 0; p < Panels; ++p) {
                if constexpr (Format == DType::Q8)
                    sums[p][m] = Lanes::dot8(sums[p][m], weights[p], x);
                else
                    sums[p][m] = Lanes::dot4(sums[p][m], weights[p], x);
            }
        }
    }
}

template <std::size_t Height, std::size_t Panels, DType Format, std::size_t Block>
inline __attribute__((always_inline)) void addBlock(
    const std::byte* const (&super)[Panels], const std::byte* tile, typename Lanes::Floats (&totals)[Panels][Height])
{
    typename Lanes::Integers sums[Panels][Height];
    sumBlock<Height, Panels, Format, Block>(super, tile, sums);
    typename Lanes::Floats scales[Panels];
    PAL_UNROLL
    for (std::size_t p = 0; p < Panels; ++p)
        scales[p] = Lanes::halves(super[p] + Block * 32);
    PAL_UNROLL
    for (std::size_t m = 0; m < Height; ++m) {
        const auto scale = Lanes::broadcastFloat(tile + TileLayout<Height>::kScales + (Block * Height + m) * 4);
        PAL_UNROLL
        for (std::size_t p = 0; p < Panels; ++p)
            totals[p][m]
                = Lanes::multiplyAdd(Lanes::toFloats(sums[p][m]), Lanes::multiply(scales[p], scale), totals[p][m]);
    }
    if constexpr (Format == DType::Q4) {
        PAL_UNROLL
        for (std::size_t p = 0; p < Panels; ++p)
            scales[p] = Lanes::halves(super[p] + 64 + Block * 32);
        PAL_UNROLL
        for (std::size_t m = 0; m < Height; ++m) {
            const auto sum = Lanes::broadcastFloat(tile + TileLayout<Height>::kCorrections + (Block * Height + m) * 4);
            PAL_UNROLL
            for (std::size_t p = 0; p < Panels; ++p)
                totals[p][m] = Lanes::multiplyAdd(scales[p], sum, totals[p][m]);
        }
    }
}

// `Height` rows times `Panels` panels.
template <std::size_t Height, std::size_t Panels, DType Format>
void tileProduct(const BlockProduct& product, const std::byte* tile, std::size_t firstRow, std::size_t firstPanel)
{
    const std::size_t panelBytes = block::panelBytes(Format, product.width);
    const std::byte* super[Panels];
    for (std::size_t p = 0; p < Panels; ++p)
        super[p] = product.weight + (firstPanel + p) * panelBytes;
    typename Lanes::Floats totals[Panels][Height];
    PAL_UNROLL
    for (std::size_t p = 0; p < Panels; ++p) {
        PAL_UNROLL
        for (std::size_t m = 0; m < Height; ++m)
            totals[p][m] = Lanes::zeroFloats();
    }
    const std::size_t supers = block::superblockCount(product.width);
    for (std::size_t s = 0; s < supers; ++s) {
        addBlock<Height, Panels, Format, 0>(super, tile, totals);
        addBlock<Height, Panels, Format, 1>(super, tile, totals);
        for (std::size_t p = 0; p < Panels; ++p)
            super[p] += block::superblockBytes(Format);
        tile += TileLayout<Height>::kBytes;
    }
    PAL_UNROLL
    for (std::size_t p = 0; p < Panels; ++p) {
        const std::size_t n = (firstPanel + p) * block::kPanelRows;
        const std::size_t count = product.outputs - n < block::kPanelRows ? product.outputs - n : block::kPanelRows;
        const auto bias = product.bias != nullptr ? Lanes::loadPartly(product.bias + n, count) : Lanes::zeroFloats();
        PAL_UNROLL
        for (std::size_t m = 0; m < Height; ++m)
            Lanes::storePartly(
                product.out + (firstRow + m) * product.outputs + n, count, Lanes::add(totals[p][m], bias));
    }
}

// All rows times `Panels` panels: the first tile fetches the panels, the others find them in the cache.
template <std::size_t Panels, DType Format> void allRows(const BlockProduct& product, std::size_t firstPanel)
{
    static_assert(kTileRows == 6);
    const std::byte* tile = product.packedRows;
    std::size_t row = 0;
    for (; row + kTileRows <= product.rows; row += kTileRows, tile += kTileRows * packedRowBytes(product.width))
        tileProduct<kTileRows, Panels, Format>(product, tile, row, firstPanel);
    switch (product.rows - row) {
    case 1:
        return tileProduct<1, Panels, Format>(product, tile, row, firstPanel);
    case 2:
        return tileProduct<2, Panels, Format>(product, tile, row, firstPanel);
    case 3:
        return tileProduct<3, Panels, Format>(product, tile, row, firstPanel);
    case 4:
        return tileProduct<4, Panels, Format>(product, tile, row, firstPanel);
    case 5:
        return tileProduct<5, Panels, Format>(product, tile, row, firstPanel);
    default:
        return;
    }
}

template <DType Format> void panelsOf(const BlockProduct& product, std::size_t firstPanel, std::size_t lastPanel)
{
    std::size_t panel = firstPanel;
    if (product.rows == 1) { // bound by memory, which several streams use better than one
        for (; panel + Lanes::kStreams <= lastPanel; panel += Lanes::kStreams)
            tileProduct<1, Lanes::kStreams, Format>(product, product.packedRows, 0, panel);
    } else {
        for (; panel + Lanes::kPanels <= lastPanel; panel += Lanes::kPanels)
            allRows<Lanes::kPanels, Format>(product, panel);
    }
    for (; panel < lastPanel; ++panel)
        allRows<1, Format>(product, panel);
}

void panels(const BlockProduct& product, std::size_t firstPanel, std::size_t lastPanel)
{
    if (product.format == DType::Q8)
        panelsOf<DType::Q8>(product, firstPanel, lastPanel);
    else
        panelsOf<DType::Q4>(product, firstPanel, lastPanel);
}

// Rounds `height` rows into one tile.
void packTile(DType format, const float* in, std::size_t height, std::size_t width, std::byte* tile)
{
    constexpr std::size_t kLevels = block::kSuperblockWidth;
    alignas(64) std::int8_t levels[kTileRows][kLevels];
    for (std::size_t s = 0; s < block::superblockCount(width); ++s, tile += height * kTileBytesPerRow) {
        std::byte* const scales = tile + kLevels * height;
        std::byte* const corrections = scales + 8 * height;
        const std::size_t first = s * kLevels;
        for (std::size_t m = 0; m < height; ++m) {
            const float* values = in + m * width + first;
            float padded[kLevels];
            if (first + kLevels > width) {
                __builtin_memset(padded, 0, sizeof padded);
                __builtin_memcpy(padded, values, (width - first) * sizeof(float));
                values = padded;
            }
            RoundedBlock rounded[2];
            Lanes::roundSuperblock(values, levels[m], rounded);
            for (std::size_t b = 0; b < 2; ++b) {
                const float scaledSum = rounded[b].scale * static_cast<float>(rounded[b].sum);
                const std::int32_t offset = -128 * rounded[b].sum;
                __builtin_memcpy(scales + (b * height + m) * 4, &rounded[b].scale, 4);
                __builtin_memcpy(corrections + (b * height + m) * 4,
                    format == DType::Q8 ? static_cast<const void*>(&offset) : static_cast<const void*>(&scaledSum), 4);
            }
        }
        for (std::size_t g = 0; g < kLevels / 4; ++g) {
            for (std::size_t m = 0; m < height; ++m)
                __builtin_memcpy(tile + (g * height + m) * 4, levels[m] + 4 * g, 4);
        }
    }
}
