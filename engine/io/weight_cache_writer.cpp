#include "engine/io/weight_cache_writer.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <map>
#include <vector>

#include "engine/io/checksum.h"
#include "engine/io/non_finite.h"
#include "engine/io/safetensors_writer.h"
#include "engine/tensor/block_format.h"
#include "engine/tensor/panel_quantizer.h"

namespace palimpsest {
namespace {

constexpr std::size_t kPieceBytes = std::size_t{ 16 } << 20; // quantised at once; two of them are in memory

class CacheWriter {
public:
    CacheWriter(
        const WeightSource& source, const WeightCacheRequest& request, ThreadPool& pool, SafetensorsWriter writer)
        : m_source(source),
          m_request(request),
          m_pool(pool),
          m_writer(std::move(writer))
    {
    }

    Result<void> write(const WeightCachePlan& plan)
    {
        for (const PlannedTensor& tensor : plan.tensors)
            m_totalBytes += tensor.source->bytes.size();
        for (const PlannedTensor& tensor : plan.tensors)
            PAL_TRY(writeTensor(tensor));
        PAL_TRY(waitForDisk());
        PAL_TRY(m_writer.append(std::as_bytes(std::span(m_checksums))));
        return m_writer.finish();
    }

private:
    Result<void> writeTensor(const PlannedTensor& tensor)
    {
        const std::size_t panelBytes = block::panelBytes(tensor.format, tensor.width());
        const std::size_t panels = block::panelCount(tensor.rows());
        const std::size_t atOnce = std::max<std::size_t>(1, kPieceBytes / panelBytes);
        std::vector<PanelQuantizer> quantizers(m_pool.threadCount(), PanelQuantizer(tensor.format, tensor.width()));
        std::uint32_t checksum = 0;
        for (std::size_t first = 0; first < panels; first += atOnce) {
            if (m_request.stop.stop_requested())
                return Error{ ErrorCode::Cancelled, "stopped while quantising '" + m_source.folder.string() + "'" };
            const std::size_t count = std::min(atOnce, panels - first);
            m_quantized.resize(count * panelBytes);
            if (!quantizePanels(tensor, first, count, quantizers)) {
                PAL_TRY(checkFinite(*tensor.source, m_source.folder.string(), PanelQuantizer::kLargestStorable));
                return Error{ ErrorCode::Internal, "tensor '" + tensor.source->name + "' changed while it was read" };
            }
            checksum = crc32Of(m_quantized, m_pool, checksum);
            PAL_TRY(waitForDisk());
            // The disk takes this piece while the next one is quantised.
            std::swap(m_quantized, m_onItsWay);
            m_writing = std::async(std::launch::async, [this] { return m_writer.append(m_onItsWay); });
            reportProgress(tensor, first + count);
        }
        m_doneBytes += tensor.source->bytes.size();
        m_checksums.push_back(checksum);
        return {};
    }

    bool quantizePanels(
        const PlannedTensor& tensor, std::size_t first, std::size_t count, std::vector<PanelQuantizer>& quantizers)
    {
        const std::size_t rowBytes = tensor.width() * elementBytes(tensor.source->dtype);
        const std::size_t panelBytes = block::panelBytes(tensor.format, tensor.width());
        std::atomic<bool> good{ true };
        m_pool.parallelForEach(count, [&](std::size_t index, std::size_t thread) {
            const std::size_t row = (first + index) * block::kPanelRows;
            const std::size_t rows = std::min(block::kPanelRows, tensor.rows() - row);
            const auto panel = std::span(m_quantized).subspan(index * panelBytes, panelBytes);
            const auto numbers = tensor.source->bytes.subspan(row * rowBytes, rows * rowBytes);
            if (!quantizers[thread].quantize(tensor.source->dtype, numbers, rows, panel))
                good = false;
        });
        return good;
    }

    Result<void> waitForDisk() { return m_writing.valid() ? m_writing.get() : Result<void>(); }

    void reportProgress(const PlannedTensor& tensor, std::size_t panelsDone)
    {
        if (!m_request.progress)
            return;
        const std::size_t rows = std::min(panelsDone * block::kPanelRows, tensor.rows());
        const std::uint64_t done = tensor.source->bytes.size() / tensor.rows() * rows;
        m_request.progress(m_doneBytes + done, m_totalBytes);
    }

    const WeightSource& m_source;
    const WeightCacheRequest& m_request;
    ThreadPool& m_pool;
    SafetensorsWriter m_writer;
    std::vector<std::byte> m_quantized;
    std::vector<std::byte> m_onItsWay;   // belongs to m_writing while that is valid
    std::future<Result<void>> m_writing; // its destructor waits
    std::vector<std::uint32_t> m_checksums;
    std::uint64_t m_doneBytes = 0;
    std::uint64_t m_totalBytes = 0;
};

} // namespace

Result<void> writeWeightCache(
    const WeightCachePlan& plan, const WeightSource& source, const WeightCacheRequest& request, ThreadPool& pool)
{
    for (const StoredTensor& tensor : source.tensors) // the matrices are checked while they are quantised
        if (!cachedFormatOf(tensor.name, tensor.shape, request.format))
            PAL_TRY(checkFinite(tensor, source.folder.string()));
    std::vector<TensorDeclaration> declarations;
    std::map<std::string, std::string> metadata{ { kVersionKey, kVersionValue }, { "source", source.folder.string() } };
    for (const PlannedTensor& tensor : plan.tensors) {
        declarations.push_back({ .name = tensor.source->name, .dtype = "U8", .shape = { tensor.sizeBytes() } });
        metadata.emplace(tensor.source->name, tensor.meaning());
    }
    declarations.push_back({ .name = kChecksumTensor, .dtype = "U32", .shape = { plan.tensors.size() } });
    PAL_TRY_ASSIGN(SafetensorsWriter writer,
        SafetensorsWriter::create(plan.file, std::move(declarations), metadata, TensorLayout::CacheLines));
    return CacheWriter(source, request, pool, std::move(writer)).write(plan);
}

} // namespace palimpsest
