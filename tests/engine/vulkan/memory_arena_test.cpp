// Pieces are cut, joined again and given back; nothing overlaps, and the books are right.

#include <cstdlib>
#include <cstring>
#include <random>

#include "tests/support/vulkan_device.h"

using namespace palimpsest;
using vulkan::MemoryArena;
using Piece = MemoryArena::Piece;

namespace {

constexpr std::size_t kMebibyte = std::size_t{ 1 } << 20;

Piece take(MemoryArena& arena, std::size_t bytes, MemoryArena::Purpose purpose = MemoryArena::Purpose::Device)
{
    auto piece = arena.allocate(bytes, purpose);
    PAL_CHECK(piece.ok());
    return std::move(piece).value();
}

} // namespace

class MemoryArenaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void splitsABlock();
    void joinsNeighbours();
    void givesBlocksBack();
    void keepsBlocksOfOneSixteenth();
    void keepsPurposesApart();
    void survivesRandomUse();
    void importsHostMemory();
    void refusesTooMuch();

private:
    std::unique_ptr<vulkan::Device> m_device = openVulkanDevice();
};

void MemoryArenaTest::splitsABlock()
{
    MemoryArena arena(*m_device);
    const Piece a = take(arena, 1000);
    const Piece b = take(arena, 1);
    QCOMPARE(arena.blockCount(), std::size_t(1));
    QCOMPARE(arena.usedBytes(), std::uint64_t(1024 + 256)); // on 256-byte boundaries
    QCOMPARE(a.buffer, b.buffer);
    QCOMPARE(b.offset, a.offset + 1024);
    QCOMPARE(b.address, a.address + 1024);
    QCOMPARE(a.address % 256, std::uint64_t(0));
    arena.release(a);
    arena.release(b);
}

void MemoryArenaTest::joinsNeighbours()
{
    MemoryArena arena(*m_device);
    const Piece keep = take(arena, 256);
    const Piece a = take(arena, kMebibyte);
    const Piece b = take(arena, kMebibyte);
    const Piece c = take(arena, kMebibyte);
    const Piece end = take(arena, kMebibyte - 256); // the block is full
    QCOMPARE(arena.blockCount(), std::size_t(1));
    arena.release(a);
    arena.release(c);
    arena.release(b); // joins both
    const Piece joined = take(arena, 3 * kMebibyte);
    QCOMPARE(arena.blockCount(), std::size_t(1));
    QCOMPARE(joined.address, a.address);
    arena.release(joined);
    arena.release(keep);
    arena.release(end);
}

void MemoryArenaTest::givesBlocksBack()
{
    MemoryArena arena(*m_device);
    const Piece a = take(arena, 5 * kMebibyte);
    const Piece b = take(arena, 6 * kMebibyte);
    QCOMPARE(arena.blockCount(), std::size_t(2));
    QCOMPARE(arena.heldBytes(), std::uint64_t(11 * kMebibyte));
    arena.release(a);
    QCOMPARE(arena.blockCount(), std::size_t(1));
    QCOMPARE(arena.heldBytes(), std::uint64_t(6 * kMebibyte));
    arena.release(b);
    QCOMPARE(arena.blockCount(), std::size_t(0));
    QCOMPARE(arena.usedBytes(), std::uint64_t(0));
    QCOMPARE(arena.heldBytes(), std::uint64_t(0));
    QCOMPARE(arena.peakHeldBytes(), std::uint64_t(11 * kMebibyte));
    QCOMPARE(arena.peakUsedBytes(), std::uint64_t(11 * kMebibyte));
}

// Many small pieces: what lies idle is a sixteenth and one small block at most.
void MemoryArenaTest::keepsBlocksOfOneSixteenth()
{
    MemoryArena arena(*m_device);
    std::vector<Piece> pieces;
    for (int i = 0; i < 800; ++i) {
        pieces.push_back(take(arena, kMebibyte / 4));
        QVERIFY(arena.heldBytes() <= arena.usedBytes() * 9 / 8 + 4 * kMebibyte); // and what does not divide a block
    }
    QVERIFY(arena.blockCount() < 60);
    for (const Piece& piece : pieces)
        arena.release(piece);
    QCOMPARE(arena.heldBytes(), std::uint64_t(0));
}

void MemoryArenaTest::keepsPurposesApart()
{
    MemoryArena arena(*m_device);
    const Piece device = take(arena, 256);
    const Piece transfer = take(arena, 256, MemoryArena::Purpose::Transfer);
    QVERIFY(device.block != transfer.block);
    QVERIFY(transfer.mapped != nullptr);
    std::memset(transfer.mapped, 1, 256);
    arena.release(device);
    arena.release(transfer);
}

void MemoryArenaTest::survivesRandomUse()
{
    MemoryArena arena(*m_device);
    std::mt19937 random(7);
    std::vector<Piece> pieces;
    std::uint64_t used = 0;
    for (int i = 0; i < 3000; ++i) {
        if (pieces.empty() || random() % 3 != 0) {
            const Piece piece = take(arena, 1 + random() % (200 << 10));
            used += piece.size;
            for (const Piece& other : pieces)
                QVERIFY(piece.address + piece.size <= other.address || other.address + other.size <= piece.address);
            pieces.push_back(piece);
        }
        if (pieces.size() > 100 || random() % 3 == 0) {
            const std::size_t gone = random() % pieces.size();
            used -= pieces[gone].size;
            arena.release(pieces[gone]);
            pieces.erase(pieces.begin() + std::ptrdiff_t(gone));
        }
        QCOMPARE(arena.usedBytes(), used);
    }
    for (const Piece& piece : pieces)
        arena.release(piece);
    QCOMPARE(arena.usedBytes(), std::uint64_t(0));
    QCOMPARE(arena.blockCount(), std::size_t(0));
}

void MemoryArenaTest::importsHostMemory()
{
    const std::size_t alignment = m_device->capabilities().hostImportAlignment;
    MemoryArena arena(*m_device);
    if (alignment == 0) {
        std::byte byte{};
        QVERIFY(!arena.import(&byte, 1).ok());
        return;
    }
    const std::unique_ptr<std::byte, decltype(&std::free)> memory(
        static_cast<std::byte*>(std::aligned_alloc(alignment, 2 * kMebibyte)), &std::free);
    const auto bad = arena.import(memory.get() + 4, 64); // shaders read sixteen bytes at once
    QVERIFY(!bad.ok());
    QCOMPARE(bad.error().code, ErrorCode::Unsupported);
    const auto piece = arena.import(memory.get() + 48, kMebibyte);
    QVERIFY2(piece.ok(), piece.ok() ? "" : piece.error().message.c_str());
    QCOMPARE(piece.value().offset, VkDeviceSize(48));
    QVERIFY(piece.value().address % 16 == 0);
    QCOMPARE(arena.heldBytes(), std::uint64_t(0)); // it is not the device's
    QCOMPARE(arena.blockCount(), std::size_t(1));
    const Piece own = take(arena, 256); // never out of an imported block
    QVERIFY(own.block != piece.value().block);
    arena.release(own);
    arena.release(piece.value());
    QCOMPARE(arena.blockCount(), std::size_t(0));
}

void MemoryArenaTest::refusesTooMuch()
{
    MemoryArena arena(*m_device);
    const auto piece
        = arena.allocate(std::size_t(m_device->capabilities().maxAllocationBytes) + 1, MemoryArena::Purpose::Device);
    QVERIFY(!piece.ok());
    QCOMPARE(piece.error().code, ErrorCode::OutOfMemory);
    QVERIFY(piece.error().message.find("MiB") != std::string::npos);
    QCOMPARE(arena.blockCount(), std::size_t(0));
}

PAL_GPU_TEST_MAIN(MemoryArenaTest)
#include "memory_arena_test.moc"
