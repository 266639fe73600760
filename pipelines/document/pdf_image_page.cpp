#include "pipelines/document/pdf_image_page.h"

#include <QFile>
#include <QImageReader>
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>

#include "pipelines/export/box_text.h"

namespace palimpsest {
namespace {

constexpr double kPointsPerInch = 72;
constexpr int kDigits = 5; // of points: fine enough that a page drawn at its own resolution has its own pixels

unsigned byteAt(std::string_view bytes, std::size_t at)
{
    return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U;
}

unsigned number16(std::string_view bytes, std::size_t at)
{
    return byteAt(bytes, at) << 8U | byteAt(bytes, at + 1);
}

std::size_t number32(std::string_view bytes, std::size_t at)
{
    return std::size_t{ number16(bytes, at) } << 16U | number16(bytes, at + 2);
}

std::string wholeFile(const DocumentFile& file)
{
    std::string bytes(file.sizeBytes(), '\0');
    std::size_t got = 0;
    while (got < bytes.size()) {
        const ssize_t read
            = ::pread(file.descriptor(), bytes.data() + got, bytes.size() - got, static_cast<off_t>(got));
        if (read <= 0)
            break;
        got += static_cast<std::size_t>(read);
    }
    bytes.resize(got);
    return bytes;
}

QPDFObjectHandle imageStream(QPDF& pdf, std::size_t width, std::size_t height, unsigned bits, const std::string& space)
{
    QPDFObjectHandle stream = QPDFObjectHandle::newStream(&pdf);
    stream.replaceDict(
        QPDFObjectHandle::parse("<< /Type /XObject /Subtype /Image /Width " + std::to_string(width) + " /Height "
            + std::to_string(height) + " /BitsPerComponent " + std::to_string(bits) + " /ColorSpace " + space + " >>"));
    return stream;
}

// A JPEG file is what the filter DCTDecode reads. Empty where its header is not of the usual kind.
std::optional<QPDFObjectHandle> jpegStream(QPDF& pdf, const std::string& bytes)
{
    bool byAdobe = false;
    for (std::size_t at = 2; at + 4 <= bytes.size() && byteAt(bytes, at) == 0xFF;) {
        const unsigned marker = byteAt(bytes, at + 1);
        if (marker == 0xFF) { // a fill byte
            ++at;
            continue;
        }
        byAdobe = byAdobe || (marker == 0xEE && std::string_view(bytes).substr(at + 4).starts_with("Adobe"));
        const bool frame = marker >= 0xC0 && marker <= 0xC2;
        if (!frame) {
            at += 2 + number16(bytes, at + 2);
            continue;
        }
        const unsigned components = byteAt(bytes, at + 9);
        if (byteAt(bytes, at + 4) != 8 || (components != 1 && components != 3 && components != 4))
            return std::nullopt;
        const char* const space = components == 1 ? "/DeviceGray" : components == 3 ? "/DeviceRGB" : "/DeviceCMYK";
        QPDFObjectHandle stream = imageStream(pdf, number16(bytes, at + 7), number16(bytes, at + 5), 8, space);
        if (components == 4 && byAdobe) // Adobe's programs store these inverted
            stream.getDict().replaceKey("/Decode", QPDFObjectHandle::parse("[1 0 1 0 1 0 1 0]"));
        stream.replaceStreamData(bytes, QPDFObjectHandle::newName("/DCTDecode"), QPDFObjectHandle::newNull());
        return stream;
    }
    return std::nullopt;
}

std::string hexText(std::string_view bytes)
{
    constexpr std::string_view kHexDigits = "0123456789abcdef";
    std::string text;
    for (const char byte : bytes) {
        text += kHexDigits[static_cast<unsigned char>(byte) >> 4U];
        text += kHexDigits[static_cast<unsigned char>(byte) & 15U];
    }
    return text;
}

// The compressed rows of a PNG are what FlateDecode reads with PNG's predictors. Empty for interlaced ones and those
// with an alpha channel.
std::optional<QPDFObjectHandle> pngStream(QPDF& pdf, const std::string& bytes)
{
    constexpr std::size_t kHeader = 16; // where the content of IHDR begins
    const std::size_t width = number32(bytes, kHeader);
    const std::size_t height = number32(bytes, kHeader + 4);
    const unsigned bits = byteAt(bytes, kHeader + 8);
    const unsigned kind = byteAt(bytes, kHeader + 9);
    const bool interlaced = byteAt(bytes, kHeader + 12) != 0;
    if (interlaced || (kind != 0 && kind != 2 && kind != 3))
        return std::nullopt;
    std::string rows;
    std::string_view palette;
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        const std::size_t size = std::min(number32(bytes, at), bytes.size() - at - 12);
        const std::string_view name = std::string_view(bytes).substr(at + 4, 4);
        const std::string_view content = std::string_view(bytes).substr(at + 8, size);
        if (name == "IDAT")
            rows += content;
        else if (name == "PLTE")
            palette = content;
        at += size + 12;
    }
    std::string space = kind == 2 ? "/DeviceRGB" : "/DeviceGray";
    if (kind == 3) {
        if (palette.size() < 3)
            return std::nullopt;
        space = "[/Indexed /DeviceRGB " + std::to_string(palette.size() / 3 - 1) + " <" + hexText(palette) + ">]";
    }
    QPDFObjectHandle stream = imageStream(pdf, width, height, bits, space);
    const QPDFObjectHandle parameters
        = QPDFObjectHandle::parse("<< /Predictor 15 /Colors " + std::string(kind == 2 ? "3" : "1")
            + " /BitsPerComponent " + std::to_string(bits) + " /Columns " + std::to_string(width) + " >>");
    stream.replaceStreamData(rows, QPDFObjectHandle::newName("/FlateDecode"), parameters);
    return stream;
}

QPDFObjectHandle pixelStream(QPDF& pdf, const RgbImage& image)
{
    bool grey = true;
    for (std::size_t i = 0; i < image.pixels.size() && grey; i += 3)
        grey = image.pixels[i] == image.pixels[i + 1] && image.pixels[i] == image.pixels[i + 2];
    std::string samples;
    samples.reserve(image.pixels.size());
    for (std::size_t i = 0; i < image.pixels.size(); i += grey ? 3 : 1)
        samples += static_cast<char>(image.pixels[i]);
    QPDFObjectHandle stream = imageStream(pdf, image.width, image.height, 8, grey ? "/DeviceGray" : "/DeviceRGB");
    stream.replaceStreamData(samples, QPDFObjectHandle::newNull(), QPDFObjectHandle::newNull());
    return stream;
}

// How the stored picture is to be turned to stand as the file's orientation asks.
QImageIOHandler::Transformations orientationOf(const DocumentFile& file)
{
    QFile device;
    if (!device.open(file.descriptor(), QIODevice::ReadOnly, QFileDevice::DontCloseHandle) || !device.seek(0))
        return QImageIOHandler::TransformationNone;
    return QImageReader(&device).transformation();
}

// From the unit square, in which every picture is drawn, onto a sheet of `width` x `height` points.
std::string placement(QImageIOHandler::Transformations orientation, double width, double height)
{
    const std::string w = fixedText(width, kDigits);
    const std::string h = fixedText(height, kDigits);
    switch (static_cast<int>(orientation)) {
    case QImageIOHandler::TransformationMirror:
        return "-" + w + " 0 0 " + h + " " + w + " 0";
    case QImageIOHandler::TransformationFlip:
        return w + " 0 0 -" + h + " 0 " + h;
    case QImageIOHandler::TransformationRotate180:
        return "-" + w + " 0 0 -" + h + " " + w + " " + h;
    case QImageIOHandler::TransformationRotate90:
        return "0 -" + h + " " + w + " 0 0 " + h;
    case QImageIOHandler::TransformationMirrorAndRotate90:
        return "0 " + h + " " + w + " 0 0 0";
    case QImageIOHandler::TransformationFlipAndRotate90:
        return "0 -" + h + " -" + w + " 0 " + w + " " + h;
    case QImageIOHandler::TransformationRotate270:
        return "0 " + h + " -" + w + " 0 " + w + " 0";
    default:
        return w + " 0 0 " + h + " 0 0";
    }
}

} // namespace

Result<QPDFObjectHandle> makeImagePage(QPDF& pdf, const DocumentFile& file, PageSource& source, std::size_t pageIndex)
{
    PAL_TRY_ASSIGN(const PageImage page, source.render(pageIndex));
    const double pointsPerPixel = kPointsPerInch / (page.dpi > 0 ? page.dpi : kDefaultDpi);
    const double width = static_cast<double>(page.image.width) * pointsPerPixel;
    const double height = static_cast<double>(page.image.height) * pointsPerPixel;

    std::optional<QPDFObjectHandle> stored;
    if (file.format() == DocumentFormat::Jpeg)
        stored = jpegStream(pdf, wholeFile(file));
    else if (file.format() == DocumentFormat::Png)
        stored = pngStream(pdf, wholeFile(file));
    const auto orientation = stored ? orientationOf(file) : QImageIOHandler::TransformationNone;
    const QPDFObjectHandle image = stored ? *stored : pixelStream(pdf, page.image);

    QPDFObjectHandle dictionary = QPDFObjectHandle::parse("<< /Type /Page /MediaBox [0 0 " + fixedText(width, kDigits)
        + " " + fixedText(height, kDigits) + "] /Resources << /XObject << >> >> >>");
    dictionary.getKey("/Resources").getKey("/XObject").replaceKey("/Im0", image);
    dictionary.replaceKey("/Contents",
        QPDFObjectHandle::newStream(&pdf, "q " + placement(orientation, width, height) + " cm /Im0 Do Q\n"));
    return pdf.makeIndirectObject(dictionary);
}

} // namespace palimpsest
