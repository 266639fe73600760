#include "pipelines/evaluate/published_scores.h"

namespace palimpsest {
namespace {

constexpr std::string_view kMain = "table 13";
constexpr std::string_view kDetection = "table 11";
constexpr std::string_view kWords = "section 4.2";
constexpr std::string_view kTables = "section 4.3";
constexpr std::string_view kMolecules = "section 4.4";
constexpr std::string_view kMusic = "section 4.5";
constexpr std::string_view kSpatial = "section 4.7";
constexpr std::string_view kReports = "section 4.8";

// The rows of a task stand together; figures that stop early have no columns of the larger pictures.
constexpr PublishedScore kScores[]{
    { "caption", "COCOcap", "CIDEr-D", kMain, { 141.3, 143.7, 144.0, 143.4, 145.0, 145.2 } },
    { "caption", "NoCaps", "CIDEr-D", kMain, { 123.1, 126.3, 127.1, 123.5, 126.9, 127.0 } },
    { "caption", "COCO-35L en", "CIDEr-D", kMain, { 138.4, 140.8, 142.4, 140.4, 142.4, 142.3 } },
    { "caption", "COCO-35L avg34", "CIDEr-D", kMain, { 113.9, 115.8, 116.5, 115.8, 117.2, 117.2 } },
    { "caption", "XM3600 en", "CIDEr-D", kMain, { 79.8, 80.7, 81.0, 80.3, 81.5, 81.0 } },
    { "caption", "XM3600 avg35", "CIDEr-D", kMain, { 42.8, 44.5, 45.2, 43.2, 44.6, 45.2 } },
    { "caption", "TextCaps", "CIDEr-D", kMain, { 127.5, 137.9, 139.9, 152.1, 157.7, 153.6 } },
    { "caption", "SciCap", "CIDEr-D", kMain, { 165.1, 159.5, 156.9, 183.3, 177.2, 172.7 } },
    { "caption", "Screen2Words", "CIDEr-D", kMain, { 113.3, 117.8, 122.8, 114.0, 119.1, 123.4 } },
    { "caption", "WidgetCap", "CIDEr-D", kMain, { 138.1, 139.8, 138.8, 151.4, 151.9, 148.9 } },

    { "detect", "COCO", "AP", kDetection, { 30.4, 30.3, 0, 38.5, 39.2, 0, 42.3, 43.6 } },
    { "detect", "DocLayNet", "AP", kDetection, { 46.7, 50.4, 0, 62.5, 63.5, 0, 66.1, 66.0 } },

    { "molecule", "MolScribe ChemDraw", "full match", kMolecules, { 0, 0, 0, 0, 94.8 } },

    { "ocr", "ICDAR'15 Incidental", "word end-to-end precision", kWords, { 0, 0, 0, 0, 0, 0, 81.9 } },
    { "ocr", "ICDAR'15 Incidental", "word end-to-end recall", kWords, { 0, 0, 0, 0, 0, 0, 70.7 } },
    { "ocr", "ICDAR'15 Incidental", "word end-to-end F1", kWords, { 0, 0, 0, 0, 0, 0, 75.9 } },
    { "ocr", "Total-Text", "word end-to-end precision", kWords, { 0, 0, 0, 0, 0, 0, 73.8 } },
    { "ocr", "Total-Text", "word end-to-end recall", kWords, { 0, 0, 0, 0, 0, 0, 74.5 } },
    { "ocr", "Total-Text", "word end-to-end F1", kWords, { 0, 0, 0, 0, 0, 0, 74.2 } },

    { "question", "DocVQA val", "ANLS", kMain, { 39.9, 43.9, 44.9, 73.6, 76.6, 76.1 } },
    { "question", "InfoVQA val", "ANLS", kMain, { 25.2, 33.6, 36.4, 37.5, 47.8, 46.7 } },
    { "question", "ST-VQA val", "ANLS", kMain, { 61.9, 64.3, 65.1, 80.5, 82.0, 81.8 } },
    { "question", "ChartQA aug", "relaxed accuracy", kMain, { 74.4, 74.2, 68.9, 89.2, 90.1, 85.1 } },
    { "question", "ChartQA human", "relaxed accuracy", kMain, { 42.0, 48.4, 46.8, 54.0, 66.4, 61.3 } },
    { "question", "TextVQA val", "VQA accuracy", kMain, { 59.6, 64.0, 64.7, 75.2, 76.6, 76.2 } },
    { "question", "VQAv2 minival", "VQA accuracy", kMain, { 83.0, 84.3, 84.5, 84.8, 85.8, 85.8 } },
    { "question", "VizWiz val", "VQA accuracy", kMain, { 76.4, 78.1, 78.7, 77.5, 78.6, 78.9 } },
    { "question", "OKVQA", "VQA accuracy of all voters", kMain, { 64.2, 68.0, 71.2, 64.1, 68.6, 70.6 } },
    { "question", "AOKVQA-DA val", "VQA accuracy of all voters", kMain, { 64.2, 68.9, 70.2, 67.9, 70.8, 71.2 } },
    { "question", "AOKVQA-MC val", "exact match", kMain, { 79.7, 83.7, 84.7, 82.5, 85.9, 87.0 } },
    { "question", "OCR-VQA", "exact match", kMain, { 73.4, 74.7, 75.3, 75.7, 76.3, 76.6 } },
    { "question", "AI2D", "exact match", kMain, { 74.7, 83.1, 83.2, 76.0, 84.4, 84.6 } },
    { "question", "ScienceQA", "exact match", kMain, { 96.1, 98.2, 98.2, 96.2, 98.5, 98.6 } },
    { "question", "GQA", "exact match", kMain, { 66.2, 67.2, 67.3, 68.1, 68.3, 68.3 } },
    { "question", "xGQA avg7", "exact match", kMain, { 58.6, 61.4, 61.1, 60.4, 62.6, 62.1 } },
    { "question", "TallyQA simple", "exact match", kMain, { 81.8, 83.2, 83.4, 85.3, 86.2, 85.7 } },
    { "question", "TallyQA complex", "exact match", kMain, { 70.3, 73.4, 74.2, 73.6, 76.7, 76.8 } },
    { "question", "CountBenchQA", "exact match", kMain, { 81.0, 84.0, 86.4, 82.0, 85.3, 87.4 } },
    { "question", "NLVR2", "exact match", kMain, { 91.4, 93.9, 94.2, 91.6, 93.7, 94.1 } },
    { "question", "MaRVL avg5", "exact match", kMain, { 83.5, 89.5, 90.6, 82.7, 89.1, 89.7 } },
    { "question", "RSVQA-lr", "exact match", kMain, { 93.0, 92.8, 93.5, 92.7, 93.1, 93.7 } },
    { "question", "RSVQA-hr test", "exact match", kMain, { 92.7, 92.6, 92.7, 92.8, 92.8, 92.8 } },
    { "question", "RSVQA-hr test2", "exact match", kMain, { 90.9, 90.8, 90.9, 90.7, 90.7, 90.8 } },
    { "question", "VSR zero-shot", "exact match", kSpatial, { 74.8, 79.8 } },
    { "question", "VSR random", "exact match", kSpatial, { 81.6, 86.8 } },

    { "report", "MIMIC-CXR", "CIDEr-D", kReports, { 0, 0, 0, 0, 0, 0, 19.9, 17.4 } },
    { "report", "MIMIC-CXR", "BLEU-4", kReports, { 0, 0, 0, 0, 0, 0, 14.6, 15.0 } },
    { "report", "MIMIC-CXR", "ROUGE-L", kReports, { 0, 0, 0, 0, 0, 0, 31.9, 32.4 } },

    { "score", "GrandStaff", "CER", kMusic, { 0, 0, 0, 0, 0, 0, 1.6 } },
    { "score", "GrandStaff", "SER", kMusic, { 0, 0, 0, 0, 0, 0, 2.3 } },
    { "score", "GrandStaff", "LER", kMusic, { 0, 0, 0, 0, 0, 0, 6.7 } },

    { "segment", "RefCOCO val", "mIoU", kMain, { 73.4, 75.9, 75.0, 76.3, 78.2, 77.3 } },
    { "segment", "RefCOCO testA", "mIoU", kMain, { 75.7, 77.2, 76.8, 78.6, 79.7, 79.3 } },
    { "segment", "RefCOCO testB", "mIoU", kMain, { 71.0, 74.2, 73.9, 73.5, 76.2, 74.8 } },
    { "segment", "RefCOCO+ val", "mIoU", kMain, { 68.6, 72.0, 70.3, 72.1, 74.4, 72.8 } },
    { "segment", "RefCOCO+ testA", "mIoU", kMain, { 72.7, 74.7, 73.6, 76.1, 77.7, 76.6 } },
    { "segment", "RefCOCO+ testB", "mIoU", kMain, { 64.2, 68.4, 67.1, 67.0, 71.1, 68.6 } },
    { "segment", "RefCOCOg val", "mIoU", kMain, { 68.3, 71.4, 70.5, 72.3, 74.4, 73.0 } },
    { "segment", "RefCOCOg test", "mIoU", kMain, { 69.0, 71.9, 70.7, 72.7, 74.8, 73.7 } },

    { "table", "FinTabNet", "S-TEDS", kTables, { 0, 0, 0, 0, 0, 0, 99.2 } },
    { "table", "FinTabNet", "TEDS", kTables, { 0, 0, 0, 0, 0, 0, 98.9 } },
    { "table", "FinTabNet", "GriTS-Top", kTables, { 0, 0, 0, 0, 0, 0, 99.4 } },
    { "table", "FinTabNet", "GriTS-Con", kTables, { 0, 0, 0, 0, 0, 0, 99.2 } },
    { "table", "PubTabNet", "S-TEDS", kTables, { 0, 0, 0, 0, 0, 0, 97.6 } },
    { "table", "PubTabNet", "TEDS", kTables, { 0, 0, 0, 0, 0, 0, 97.3 } },
    { "table", "PubTabNet", "GriTS-Top", kTables, { 0, 0, 0, 0, 0, 0, 98.0 } },
    { "table", "PubTabNet", "GriTS-Con", kTables, { 0, 0, 0, 0, 0, 0, 97.8 } },
};

} // namespace

std::span<const PublishedScore> publishedScores()
{
    return kScores;
}

} // namespace palimpsest
