// Project files: what is written comes back, another program can read them, broken ones are refused, a crash leaves a
// way back.

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "tests/ui/ui_test.h"
#include "ui/project/project_file.h"
#include "ui/project/project_keeper.h"
#include "ui/project/result_items.h"
#include "ui/project/zip_members.h"

namespace palimpsest {

class ProjectFileTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenComesBack();
    void filesOfTheFirstVersionOpen();
    void otherProgramsReadIt();
    void theFolderMayMove();
    void brokenFilesAreRefused_data();
    void brokenFilesAreRefused();
    void documentsGoIntoTheProject();
    void aFailedSaveLeavesTheOldFile();
    void aCrashLeavesAWayBack();
    void aRunWithoutALockAtFirstIsNotTakenForAbandoned();
    void aProjectBelongsToOneWindow();
    void aLockOfAnotherComputerIsTakenOver();

private:
    QTemporaryDir m_folder;
};

namespace {

void fill(Project& project, const QString& picture)
{
    project.addDocument(sourceFile(QStringLiteral("resources/samples/letter.pdf")), 2, {}, false);
    project.addDocument(picture, 1, {}, true);
    const PageId page = project.pageOrder().front();
    project.addReading(page, sampleTextReading());
    project.setItemText(page, 0, QStringLiteral("corrected – ä"));
    project.acceptItem(page, 2);
    project.setFailure(project.pageOrder().back(), QStringLiteral("torn"));
    Region region{ 0, { 10.5, 20, 300, 40 }, QStringLiteral("detect"), QStringLiteral("a cat – ä"), false, {} };
    project.addRegion(page, region);
    region.proposed = true;
    region.remark = QStringLiteral("nobody reads it");
    region.box.translate(0, 500);
    project.proposeRegions(page, { region });
}

QString pictureIn(const QTemporaryDir& folder)
{
    const QString file = folder.filePath(QStringLiteral("Pasted.png"));
    QImage image(20, 10, QImage::Format_RGB32);
    image.fill(Qt::red);
    image.save(file);
    return file;
}

} // namespace

void ProjectFileTest::whatIsWrittenComesBack()
{
    Project project;
    fill(project, pictureIn(m_folder));
    const QString file = m_folder.filePath(QStringLiteral("a.palimpsest"));
    QVERIFY(writeProject(contentOf(project), file).ok());
    QTemporaryDir pasted;
    auto read = readProject(file, pasted.path());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QVERIFY(read.value().missing.isEmpty());
    Project again;
    again.restore(read.value().content.documents, read.value().content.pages, {}, false);
    QCOMPARE(again.pageOrder(), project.pageOrder());
    QCOMPARE(again.documents()[0].file, project.documents()[0].file);
    QVERIFY(again.documents()[1].file.startsWith(pasted.path()));
    QCOMPARE(QImage(again.documents()[1].file).size(), QSize(20, 10));
    const PageId page = project.pageOrder().front();
    QCOMPARE(*again.shownReading(page)->result, *project.shownReading(page)->result);
    QCOMPARE(again.shownReading(page)->reviews, project.shownReading(page)->reviews);
    QCOMPARE(again.shownReading(page)->made, project.shownReading(page)->made);
    QCOMPARE(again.page(project.pageOrder().back())->failure, QStringLiteral("torn"));
    QCOMPARE(again.page(page)->regions, project.page(page)->regions);
    QCOMPARE(again.page(page)->regions.size(), std::size_t(2));
    QVERIFY(!again.isModified());
    // The same content, the same bytes.
    const QString second = m_folder.filePath(QStringLiteral("b.palimpsest"));
    QVERIFY(writeProject(contentOf(project), second).ok());
    QFile one(file);
    QFile two(second);
    QVERIFY(one.open(QIODevice::ReadOnly) && two.open(QIODevice::ReadOnly));
    QCOMPARE(one.readAll(), two.readAll());
}

// Those know no regions.
void ProjectFileTest::filesOfTheFirstVersionOpen()
{
    const QString file = m_folder.filePath(QStringLiteral("first.palimpsest"));
    QFile written(file);
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(packZip({ { "project.json",
                              R"({"palimpsest_project":1,"documents":[{"id":1,"pages":[2],"file":"/a","relative":"a"}],
        "pages":[{"id":2,"document":1,"index":0,"shown":0,"failure":"","readings":[]}]})" } })
                      .value());
    written.close();
    const auto read = readProject(file, m_folder.path());
    QVERIFY2(read.ok(), read.ok() ? "" : read.error().message.c_str());
    QVERIFY(read.value().content.pages.front().regions.empty());
}

void ProjectFileTest::otherProgramsReadIt()
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty())
        QSKIP("python3 is not installed");
    Project project;
    fill(project, pictureIn(m_folder));
    const QString file = m_folder.filePath(QStringLiteral("python.palimpsest"));
    QVERIFY(writeProject(contentOf(project), file).ok());
    QProcess reader;
    reader.start(python,
        { QStringLiteral("-c"),
            QStringLiteral("import json,sys,zipfile\nz=zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n"
                           "p=json.loads(z.read('project.json'))\nr=p['pages'][0]['readings'][0]\n"
                           "print(r['reviews'][0], json.loads(z.read(r['result']))['content']['lines'][0]['text'])"),
            file });
    QVERIFY(reader.waitForFinished());
    QCOMPARE(QString::fromUtf8(reader.readAllStandardOutput()).trimmed(), QStringLiteral("edited corrected – ä"));
}

void ProjectFileTest::theFolderMayMove()
{
    const QString before = m_folder.filePath(QStringLiteral("before"));
    const QString after = m_folder.filePath(QStringLiteral("after"));
    QVERIFY(QDir().mkpath(before));
    const QString scan = before + QStringLiteral("/scan.pdf");
    QVERIFY(QFile::copy(sourceFile(QStringLiteral("resources/samples/letter.pdf")), scan));
    Project project;
    project.addDocument(scan, 2, {}, false);
    QVERIFY(writeProject(contentOf(project), before + QStringLiteral("/p.palimpsest")).ok());
    QVERIFY(QDir().rename(before, after));
    auto read = readProject(after + QStringLiteral("/p.palimpsest"), m_folder.path());
    QVERIFY(read.ok());
    QCOMPARE(read.value().content.documents[0].file, after + QStringLiteral("/scan.pdf"));
    QVERIFY(QFile::remove(after + QStringLiteral("/scan.pdf")));
    read = readProject(after + QStringLiteral("/p.palimpsest"), m_folder.path());
    QVERIFY(read.ok());
    QCOMPARE(read.value().missing, QStringList{ scan });
}

void ProjectFileTest::brokenFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    const auto packed = [](const ZipMembers& members) { return packZip(members).value(); };
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("no archive") << QByteArray("%PDF-1.4");
    QTest::newRow("no index") << packed({ { "a", "b" } });
    QTest::newRow("index of a list") << packed({ { "project.json", "[]" } });
    QTest::newRow("index cut off") << packed({ { "project.json", R"({"palimpsest_project":1,"docu)" } });
    QTest::newRow("a later version") << packed({ { "project.json", R"({"palimpsest_project":99})" } });
    QTest::newRow("a page without a document") << packed({ { "project.json",
        R"({"palimpsest_project":1,"documents":[],"pages":[{"id":1,"document":7,"index":0,"shown":0,"readings":[]}]})" } });
    QTest::newRow("a result that is not there") << packed({ { "project.json",
        R"({"palimpsest_project":1,"documents":[{"id":1,"pages":[2],"file":"/a"}],"pages":[{"id":2,"document":1,"index":0,
            "shown":3,"readings":[{"id":3,"result":"results/3.json","reviews":[]}]}]})" } });
    for (const char* const region : { R"({"id":3})", R"({"id":3,"box":[1,2,3],"task":"ocr","proposed":false})",
             R"({"id":3,"box":[1,2,0,4],"task":"ocr","proposed":false})" })
        QTest::newRow(region) << packed({ { "project.json",
            QByteArray(
                R"({"palimpsest_project":2,"documents":[{"id":1,"pages":[2],"file":"/a"}],"pages":[{"id":2,"document":1,
                "index":0,"shown":0,"readings":[],"regions":[)")
                + region + "]}]}" } });
    QTest::newRow("a name that leads out") << packed({ { "../project.json", "{}" } });
    QByteArray torn = packed({ { "project.json", QByteArray(5000, 'x') } });
    torn[40] = static_cast<char>(torn[40] + 1);
    QTest::newRow("a damaged member") << torn;
}

void ProjectFileTest::brokenFilesAreRefused()
{
    QFETCH(const QByteArray, bytes);
    const QString file = m_folder.filePath(QStringLiteral("broken.palimpsest"));
    QFile written(file);
    QVERIFY(written.open(QIODevice::WriteOnly));
    written.write(bytes);
    written.close();
    const auto read = readProject(file, m_folder.path());
    QVERIFY(!read.ok());
    QCOMPARE(read.error().code, ErrorCode::BadInput);
}

void ProjectFileTest::documentsGoIntoTheProject()
{
    const QString given = m_folder.filePath(QStringLiteral("given away.pdf"));
    QVERIFY(QFile::copy(sourceFile(QStringLiteral("resources/samples/letter.pdf")), given));
    Project project;
    project.addDocument(given, 2, {}, false);
    project.embedDocuments();
    QVERIFY(project.documents()[0].embedded);
    const int steps = project.history().count();
    project.embedDocuments(); // there is nothing left to do
    QCOMPARE(project.history().count(), steps);
    project.history().undo();
    QVERIFY(!project.documents()[0].embedded);
    project.history().redo();
    const QString file = m_folder.filePath(QStringLiteral("alone.palimpsest"));
    QVERIFY(writeProject(contentOf(project), file).ok());
    QFile original(given);
    QVERIFY(original.open(QIODevice::ReadOnly));
    const QByteArray bytes = original.readAll();
    QVERIFY(original.remove());
    const auto read = readProject(file, m_folder.path());
    QVERIFY(read.ok());
    QVERIFY(read.value().missing.isEmpty());
    const DocumentEntry& document = read.value().content.documents[0];
    QCOMPARE(QFileInfo(document.file).fileName(), QStringLiteral("given away.pdf"));
    QVERIFY(document.embedded);
    QFile kept(document.file);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), bytes);
}

void ProjectFileTest::aFailedSaveLeavesTheOldFile()
{
    Project project;
    const QString picture = pictureIn(m_folder);
    fill(project, picture);
    const QString file = m_folder.filePath(QStringLiteral("kept.palimpsest"));
    QVERIFY(writeProject(contentOf(project), file).ok());
    QVERIFY(QFile::remove(picture));
    const auto outcome = writeProject(contentOf(project), file);
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().code, ErrorCode::FileAccess);
    QVERIFY(readProject(file, m_folder.path()).ok());
}

void ProjectFileTest::aCrashLeavesAWayBack()
{
    QVERIFY(SessionFolder::findAbandoned().empty());
    Project project;
    QString autosave;
    {
        ProjectKeeper keeper(project);
        fill(project, pictureIn(m_folder));
        keeper.autosaveNow();
        const QDir sessions = QFileInfo(keeper.pastedFolder()).dir();
        autosave = keeper.pastedFolder() + QStringLiteral("/autosave.palimpsest");
        QTRY_VERIFY(QFile::exists(autosave));
        QVERIFY2(SessionFolder::findAbandoned().empty(), "this run is still there");
        // What a killed program leaves: the folder, and a lock that nobody holds.
        const QString left = sessions.filePath(QStringLiteral("left"));
        QVERIFY(QDir().mkpath(left));
        QVERIFY(QFile::copy(autosave, left + QStringLiteral("/autosave.palimpsest")));
    }
    QVERIFY2(!QFile::exists(autosave), "a run that ends as it should leaves nothing");
    const auto abandoned = SessionFolder::findAbandoned();
    QCOMPARE(abandoned.size(), std::size_t(1));
    Project again;
    ProjectKeeper keeper(again);
    QSignalSpy opened(&keeper, &ProjectKeeper::opened);
    keeper.restore(abandoned.front());
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(again.pageOrder().size(), std::size_t(3));
    QVERIFY(again.isModified());
    QVERIFY(keeper.file().isEmpty());
    QVERIFY(SessionFolder::findAbandoned().empty());
}

// Where the disk had no room for the lock at the start, and has some now.
void ProjectFileTest::aRunWithoutALockAtFirstIsNotTakenForAbandoned()
{
    const QByteArray before = qgetenv("XDG_STATE_HOME");
    const QString state = m_folder.filePath(QStringLiteral("full"));
    QFile inTheWay(state);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    inTheWay.close();
    qputenv("XDG_STATE_HOME", state.toUtf8());
    {
        Project project;
        ProjectKeeper keeper(project);
        QVERIFY(QFile::remove(state));
        QVERIFY(QDir(keeper.pastedFolder()).exists());
        QVERIFY(SessionFolder::findAbandoned().empty());
        QVERIFY2(QDir(keeper.pastedFolder()).exists(), "another run removed what is in use");
    }
    qputenv("XDG_STATE_HOME", before);
}

void ProjectFileTest::aProjectBelongsToOneWindow()
{
    const QString file = m_folder.filePath(QStringLiteral("shared.palimpsest"));
    Project project;
    ProjectKeeper keeper(project);
    fill(project, pictureIn(m_folder));
    QSignalSpy saved(&keeper, &ProjectKeeper::saved);
    keeper.save(file);
    QTRY_COMPARE(saved.count(), 1);

    Project other;
    ProjectKeeper second(other);
    QSignalSpy elsewhere(&second, &ProjectKeeper::openElsewhere);
    second.open(file);
    QTRY_COMPARE(elsewhere.count(), 1);
    QVERIFY(!elsewhere[0][1].value<LockOwner>().elsewhere);
    QCOMPARE(other.pageOrder().size(), std::size_t(3));
    QVERIFY2(second.file().isEmpty(), "it would be saved over the other window's");
    QVERIFY(!other.isModified());
    QSignalSpy failed(&second, &ProjectKeeper::failed);
    second.save(file);
    QTRY_COMPARE(failed.count(), 1);
    // The window that has it may open and save it again, and lets it go for a new one.
    QSignalSpy opened(&keeper, &ProjectKeeper::opened);
    keeper.open(file);
    QTRY_COMPARE(opened.count(), 1);
    QCOMPARE(keeper.file(), file);
    keeper.save(file);
    QTRY_COMPARE(saved.count(), 2);
    keeper.startNew();
    QVERIFY2(keeper.file().isEmpty(), "a new project would be saved over the one before");
    QVERIFY(project.pageOrder().empty());
    QSignalSpy savedBySecond(&second, &ProjectKeeper::saved);
    second.save(file);
    QTRY_COMPARE(savedBySecond.count(), 1);
}

// As a window on another computer, of which nobody can say whether it is still there, leaves it.
void ProjectFileTest::aLockOfAnotherComputerIsTakenOver()
{
    const QString file = m_folder.filePath(QStringLiteral("far.palimpsest"));
    Project project;
    fill(project, pictureIn(m_folder));
    QVERIFY(writeProject(contentOf(project), file).ok());
    QFile lock(m_folder.filePath(QStringLiteral(".far.palimpsest.lock")));
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("4711\npalimpsest-desktop\nfar-away\n\n\n");
    lock.close();
    Project other;
    ProjectKeeper keeper(other);
    QSignalSpy elsewhere(&keeper, &ProjectKeeper::openElsewhere);
    keeper.open(file);
    QTRY_COMPARE(elsewhere.count(), 1);
    QVERIFY(elsewhere[0][1].value<LockOwner>().elsewhere);
    QCOMPARE(elsewhere[0][1].value<LockOwner>().host, QStringLiteral("far-away"));
    keeper.takeOver(file);
    QTRY_COMPARE(keeper.file(), file);
}

} // namespace palimpsest

PAL_UI_TEST_MAIN(palimpsest::ProjectFileTest)
#include "project_file_test.moc"
