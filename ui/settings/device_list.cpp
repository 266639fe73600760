#include "ui/settings/device_list.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include "ui/program_files.h"

namespace palimpsest {

namespace {

std::vector<DeviceEntry> devicesOf(const QByteArray& json)
{
    std::vector<DeviceEntry> devices;
    const QJsonArray rows = QJsonDocument::fromJson(json).object()[QLatin1String("devices")].toArray();
    for (const QJsonValue& row : rows)
        devices.push_back({ row[QLatin1String("id")].toString(), row[QLatin1String("name")].toString(),
            row[QLatin1String("reason")].toString(), row[QLatin1String("usable")].toBool() });
    return devices;
}

} // namespace

DeviceList::DeviceList(QObject* parent) : QObject(parent), m_process(new QProcess(this))
{
    connect(m_process, &QProcess::finished, this,
        [this] { Q_EMIT arrived(devicesOf(m_process->readAllStandardOutput())); });
    connect(m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            Q_EMIT arrived({});
    });
}

void DeviceList::ask()
{
    m_process->start(workerProgram(), { QStringLiteral("devices"), QStringLiteral("--json") });
}

} // namespace palimpsest
