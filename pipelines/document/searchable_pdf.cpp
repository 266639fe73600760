#include "pipelines/document/searchable_pdf.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <memory>
#include <numeric>
#include <optional>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFPageObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include "engine/base/text.h"
#include "pipelines/document/document_file.h"
#include "pipelines/document/invisible_text.h"
#include "pipelines/document/page_source.h"
#include "pipelines/document/pdf_image_page.h"
#include "pipelines/export/box_text.h"

namespace palimpsest {
namespace {

// A sheet as it is shown: its size in points, and where a point of it lies in the page's own coordinates.
struct ShownSheet {
    double width = 0;
    double height = 0;
    std::string matrix;
};

QPDFObjectHandle::Rectangle shownBox(QPDFPageObjectHelper& page)
{
    const QPDFObjectHandle::Rectangle media = page.getMediaBox().getArrayAsRectangle();
    const QPDFObjectHandle::Rectangle crop = page.getCropBox().getArrayAsRectangle();
    const QPDFObjectHandle::Rectangle both(std::max(media.llx, crop.llx), std::max(media.lly, crop.lly),
        std::min(media.urx, crop.urx), std::min(media.ury, crop.ury));
    return both.urx > both.llx && both.ury > both.lly ? both : media;
}

ShownSheet shownSheet(QPDFPageObjectHelper& page)
{
    const QPDFObjectHandle::Rectangle box = shownBox(page);
    const double width = box.urx - box.llx;
    const double height = box.ury - box.lly;
    QPDFObjectHandle turned = page.getAttribute("/Rotate", false);
    const int degrees = turned.isInteger() ? (turned.getIntValueAsInt() % 360 + 360) % 360 : 0;
    const auto to = [](const char* turn, double x, double y) {
        return std::string(turn) + ' ' + fixedText(x, 3) + ' ' + fixedText(y, 3);
    };
    switch (degrees) {
    case 90:
        return { height, width, to("0 1 -1 0", box.urx, box.lly) };
    case 180:
        return { width, height, to("-1 0 0 -1", box.urx, box.ury) };
    case 270:
        return { height, width, to("0 -1 1 0", box.llx, box.ury) };
    default:
        return { width, height, to("1 0 0 1", box.llx, box.lly) };
    }
}

// Fields of a form, and those below them; `type` is inherited.
bool holdsSignature(QPDFObjectHandle fields, const std::string& type, int depth)
{
    constexpr int kDeepest = 16; // no form is deeper, and one that holds itself has no end
    if (!fields.isArray() || depth > kDeepest)
        return false;
    for (int i = 0; i < fields.getArrayNItems(); ++i) {
        QPDFObjectHandle field = fields.getArrayItem(i);
        if (!field.isDictionary())
            continue;
        QPDFObjectHandle named = field.getKey("/FT");
        const std::string own = named.isName() ? named.getName() : type;
        if ((own == "/Sig" && field.getKey("/V").isDictionary())
            || holdsSignature(field.getKey("/Kids"), own, depth + 1))
            return true;
    }
    return false;
}

bool isSigned(QPDF& pdf)
{
    QPDFObjectHandle permissions = pdf.getRoot().getKey("/Perms");
    if (permissions.isDictionary() && (permissions.hasKey("/DocMDP") || permissions.hasKey("/UR3")))
        return true;
    QPDFObjectHandle form = pdf.getRoot().getKey("/AcroForm");
    return form.isDictionary() && holdsSignature(form.getKey("/Fields"), {}, 0);
}

Error encrypted(const DocumentFile& file)
{
    return { ErrorCode::Encrypted,
        "'" + file.name() + "' is encrypted, and text cannot be added to it; save a copy without encryption" };
}

Result<std::unique_ptr<QPDF>> openPdf(const DocumentFile& file, SignedDocuments signedDocuments)
{
    auto pdf = std::make_unique<QPDF>();
    pdf->setSuppressWarnings(true);
    std::FILE* const stream = ::fdopen(::dup(file.descriptor()), "rb");
    if (stream == nullptr)
        return Error{ ErrorCode::FileAccess, "'" + file.name() + "' cannot be read" };
    std::rewind(stream);
    try {
        pdf->processFile(file.name().c_str(), stream, true);
    } catch (const QPDFExc& problem) {
        if (problem.getErrorCode() == qpdf_e_password)
            return encrypted(file);
        return file.badInput("is a broken PDF (" + problem.getMessageDetail() + "); repair it or make it again");
    }
    if (pdf->isEncrypted())
        return encrypted(file);
    if (signedDocuments == SignedDocuments::Refuse && isSigned(*pdf))
        return file.badInput("is signed, and text upon its pages would break the signature; allow that with "
                             "--break-signatures or write another format");
    return pdf;
}

// Without spaces.
std::size_t symbolCount(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return byte != ' ' && !isUtf8Continuation(byte); }));
}

std::size_t textLength(const OcrResult& text)
{
    std::size_t length = 0;
    for (const TextLine& line : text.lines)
        length += symbolCount(line.text);
    return length;
}

// QPDF throws; nothing of ours does.
Error unsearchable(const std::string& document, const std::exception& problem)
{
    return { ErrorCode::BadInput, "'" + document + "' cannot be made searchable: " + problem.what() };
}

class Assembly {
public:
    explicit Assembly(SignedDocuments signedDocuments) : m_signedDocuments(signedDocuments) { }

    Result<SearchablePdf> assemble(const ExportInput& input)
    {
        const auto other = std::find_if(input.pages.begin(), input.pages.end(),
            [&input](const ExportPage& page) { return page.document != input.pages.front().document; });
        PAL_TRY_ASSIGN(const DocumentFile first, DocumentFile::open(input.pages.front().document));
        if (other == input.pages.end() && first.format() == DocumentFormat::Pdf) {
            PAL_TRY_ASSIGN(m_pdf, openPdf(first, m_signedDocuments));
            PAL_TRY_ASSIGN(const auto source, PageSource::open(first.name()));
            for (const ExportPage& page : input.pages) {
                PAL_TRY_ASSIGN(const QPDFPageObjectHelper found, pageOf(*m_pdf, page));
                PAL_TRY(setText(found, page, *source));
            }
        } else {
            m_pdf = std::make_unique<QPDF>();
            m_pdf->emptyPDF();
            for (auto begin = input.pages.begin(); begin != input.pages.end();) {
                const auto end = std::find_if(begin, input.pages.end(),
                    [begin](const ExportPage& page) { return page.document != begin->document; });
                PAL_TRY(addDocument(std::vector<ExportPage>(begin, end)));
                begin = end;
            }
        }
        finishTexts();
        return SearchablePdf{ bytes(), std::move(m_remarks) };
    }

private:
    struct PageText {
        QPDFPageObjectHelper page;
        ShownSheet sheet;
        std::string content;
    };

    static Result<QPDFPageObjectHelper> pageOf(QPDF& pdf, const ExportPage& page)
    {
        const std::vector<QPDFPageObjectHelper> pages = QPDFPageDocumentHelper(pdf).getAllPages();
        if (page.pageNumber <= pages.size())
            return pages[page.pageNumber - 1];
        return Error{ ErrorCode::BadInput,
            "'" + page.document + "' has only " + std::to_string(pages.size()) + " pages, and the result has page "
                + std::to_string(page.pageNumber) + "; it is another document or was changed" };
    }

    Result<void> addDocument(const std::vector<ExportPage>& pages)
    {
        PAL_TRY_ASSIGN(const DocumentFile file, DocumentFile::open(pages.front().document));
        PAL_TRY_ASSIGN(const auto source, PageSource::open(pages.front().document));
        std::unique_ptr<QPDF> pdf;
        if (file.format() == DocumentFormat::Pdf) {
            PAL_TRY_ASSIGN(pdf, openPdf(file, m_signedDocuments));
        }
        QPDFPageDocumentHelper assembled(*m_pdf);
        for (const ExportPage& page : pages) {
            if (pdf) {
                PAL_TRY_ASSIGN(const QPDFPageObjectHelper found, pageOf(*pdf, page));
                assembled.addPage(found, false);
            } else if (page.result) {
                PAL_TRY_ASSIGN(const QPDFObjectHandle made, makeImagePage(*m_pdf, file, *source, page.pageNumber - 1));
                assembled.addPage(made, false);
            } else {
                continue; // a picture that cannot be decoded has no page
            }
            PAL_TRY(setText(assembled.getAllPages().back(), page, *source));
        }
        if (pdf)
            m_sources.push_back(std::move(pdf)); // read from until the file is written
        return {};
    }

    Result<void> setText(QPDFPageObjectHelper page, const ExportPage& exported, PageSource& source)
    {
        const OcrResult* const text = exported.result ? std::get_if<OcrResult>(&exported.result->content) : nullptr;
        if (text == nullptr)
            return {};
        PAL_TRY_ASSIGN(const std::vector<OwnWord> words, source.ownWords(exported.pageNumber - 1));
        const std::size_t own = std::accumulate(words.begin(), words.end(), std::size_t{ 0 },
            [](std::size_t sum, const OwnWord& word) { return sum + symbolCount(word.text); });
        if (own > 0 && own * 2 >= textLength(*text)) {
            m_remarks.push_back("page " + std::to_string(exported.pageNumber) + " of '" + exported.document
                + "' has text of its own and was left as it is");
            return {};
        }
        const ShownSheet sheet = shownSheet(page);
        m_texts.push_back({ page, sheet, invisibleText(*exported.result, *text, sheet.width, sheet.height, m_font) });
        return {};
    }

    // The font knows all symbols only now.
    void finishTexts()
    {
        const QPDFObjectHandle font = m_font.makeIn(*m_pdf);
        for (PageText& text : m_texts) {
            QPDFObjectHandle form = QPDFObjectHandle::newStream(m_pdf.get(), text.content);
            form.replaceDict(QPDFObjectHandle::parse("<< /Type /XObject /Subtype /Form /BBox [0 0 "
                + fixedText(text.sheet.width, 3) + " " + fixedText(text.sheet.height, 3) + "] /Matrix ["
                + text.sheet.matrix + "] /Resources << /Font << >> >> >>"));
            form.getDict().getKey("/Resources").getKey("/Font").replaceKey("/F1", font);
            draw(text.page, form);
        }
    }

    // Behind the page's own content, whatever state that leaves behind.
    void draw(QPDFPageObjectHelper& page, const QPDFObjectHandle& form)
    {
        QPDFObjectHandle resources = page.getAttribute("/Resources", true);
        if (!resources.isDictionary()) {
            resources = QPDFObjectHandle::newDictionary();
            page.getObjectHandle().replaceKey("/Resources", resources);
        }
        QPDFObjectHandle forms = resources.getKey("/XObject"); // may be shared with other pages
        forms = forms.isDictionary() ? forms.shallowCopy() : QPDFObjectHandle::newDictionary();
        int least = 0;
        const std::string name = resources.getUniqueResourceName("/PalimpsestText", least);
        forms.replaceKey(name, form);
        resources.replaceKey("/XObject", forms);
        page.addPageContents(QPDFObjectHandle::newStream(m_pdf.get(), "q\n"), true);
        page.addPageContents(QPDFObjectHandle::newStream(m_pdf.get(), "\nQ\nq " + name + " Do Q\n"), false);
    }

    std::string bytes()
    {
        QPDFWriter writer(*m_pdf);
        writer.setOutputMemory();
        writer.setDecodeLevel(qpdf_dl_none); // pictures keep their bytes
        writer.setDeterministicID(true);
        writer.write();
        const std::shared_ptr<Buffer> buffer = writer.getBufferSharedPointer();
        return { reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize() };
    }

    SignedDocuments m_signedDocuments;
    std::vector<std::unique_ptr<QPDF>> m_sources;
    std::unique_ptr<QPDF> m_pdf;
    GlyphlessFont m_font;
    std::vector<PageText> m_texts;
    std::vector<std::string> m_remarks;
};

} // namespace

Result<SearchablePdf> searchablePdf(const ExportInput& input, SignedDocuments signedDocuments)
{
    try {
        return Assembly(signedDocuments).assemble(input);
    } catch (const std::exception& problem) {
        return unsearchable(input.pages.front().document, problem);
    }
}

Result<void> checkSearchable(const std::string& document, SignedDocuments signedDocuments)
{
    PAL_TRY_ASSIGN(const DocumentFile file, DocumentFile::open(document));
    if (file.format() != DocumentFormat::Pdf)
        return {};
    try {
        PAL_TRY(openPdf(file, signedDocuments));
    } catch (const std::exception& problem) {
        return unsearchable(document, problem);
    }
    return {};
}

} // namespace palimpsest
