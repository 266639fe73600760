#pragma once
// What the tests of the window share: settings and state in a folder of their own, sample results, waiting.

#include <QString>
#include <memory>

#include "tests/ui/watched_application.h"
#include "ui/project/reading.h"

class QTemporaryDir;

namespace palimpsest {

// Everything that the window keeps goes here while it lives.
class OwnFolders {
public:
    OwnFolders();
    ~OwnFolders();
    [[nodiscard]] QString path(const QString& name) const;

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

[[nodiscard]] QString sourceFile(const QString& name);

// Three lines, the second one doubtful, of two pieces each: "first line", "second line", "third line".
[[nodiscard]] Reading sampleTextReading();

// Two tables, the first of four rows with a head over two columns and a doubtful "71,0", with the places of its cells.
[[nodiscard]] Reading sampleTableReading();
// Aspirin, and a phenyl that was read as lead.
[[nodiscard]] Reading sampleMoleculeReading();
// Two staves of three measures in 3/4, the second of which is a quarter short.
[[nodiscard]] Reading sampleScoreReading();
// "What is the total?" "200,80".
[[nodiscard]] Reading sampleAnswerReading();

} // namespace palimpsest

// QTEST_MAIN without a name of its own for the application, whose settings would be the user's, and with a watch on how
// long it does not answer.
#define PAL_UI_TEST_MAIN(TestClass)                                                                                    \
    int main(int argc, char** argv)                                                                                    \
    {                                                                                                                  \
        palimpsest::WatchedApplication application(argc, argv);                                                        \
        const palimpsest::OwnFolders folders;                                                                          \
        TestClass test;                                                                                                \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }
