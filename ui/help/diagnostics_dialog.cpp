#include "ui/help/diagnostics_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QLocale>
#include <QPlainTextEdit>
#include <QProcess>
#include <QPushButton>
#include <QStyle>
#include <QSysInfo>
#include <QVBoxLayout>

#include "ui/log/window_log.h"
#include "ui/program_files.h"

namespace palimpsest {

namespace {

QString surroundings()
{
    // In English whatever the window speaks: it is read by who mends the program.
    return QStringLiteral("Palimpsest %1, Qt %2\n%3, %4\nplatform %5, style %6, locale %7\nworker %8\nresources %9\n")
               .arg(QStringLiteral(PALIMPSEST_VERSION), QString::fromLatin1(qVersion()), QSysInfo::prettyProductName(),
                   QSysInfo::currentCpuArchitecture(), QApplication::platformName(), QApplication::style()->name(),
                   QLocale::system().name(), workerProgram(), resourcesFolder())
        + QStringLiteral("log %1\n").arg(logFile());
}

} // namespace

DiagnosticsDialog::DiagnosticsDialog(QWidget* parent)
    : QDialog(parent),
      m_text(new QPlainTextEdit(this)),
      m_doctor(new QProcess(this))
{
    setWindowTitle(tr("Diagnostics"));
    setAttribute(Qt::WA_DeleteOnClose);
    m_text->setReadOnly(true);
    m_text->setAccessibleName(tr("Diagnostics"));
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setPlainText(surroundings());
    auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    auto* const copy = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [this] { QApplication::clipboard()->setText(m_text->toPlainText()); });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* const column = new QVBoxLayout(this);
    column->addWidget(m_text, 1);
    column->addWidget(buttons);
    connect(m_doctor, &QProcess::readyReadStandardOutput, this,
        [this] { m_text->appendPlainText(QString::fromUtf8(m_doctor->readAllStandardOutput()).trimmed()); });
    connect(m_doctor, &QProcess::errorOccurred, this, [this] { m_text->appendPlainText(m_doctor->errorString()); });
    m_doctor->start(workerProgram(), { QStringLiteral("doctor") });
    resize(640, 420);
}

// A process that is stopped says so, and the text it would be said in has gone by then.
DiagnosticsDialog::~DiagnosticsDialog()
{
    m_doctor->disconnect(this);
}

} // namespace palimpsest
