#include "tests/support/sample_vocabulary.h"

#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "engine/base/check.h"
#include "tests/support/sample_tokenizer.h"

namespace palimpsest {

std::shared_ptr<const Vocabulary> sampleVocabulary()
{
    const QTemporaryDir folder;
    const std::filesystem::path path = folder.path().toStdString();
    std::ofstream(path / "tokenizer.model", std::ios::binary) << sampleModel();
    Result<std::shared_ptr<const Vocabulary>> vocabulary = Vocabulary::open(path, sampleConfig());
    PAL_CHECK(vocabulary.ok());
    return std::move(vocabulary).value();
}

} // namespace palimpsest
