#pragma once
// The devices there are and why each is used or not, asked of `palimpsest devices` in the background. GUI thread.

#include <QObject>
#include <QString>
#include <vector>

class QProcess;

namespace palimpsest {

struct DeviceEntry {
    QString id;
    QString name;
    QString reason; // why it is used, or not
    bool usable = false;
};

class DeviceList final : public QObject {
    Q_OBJECT

public:
    explicit DeviceList(QObject* parent = nullptr);

    void ask();

Q_SIGNALS:
    void arrived(const std::vector<palimpsest::DeviceEntry>& devices); // empty: the program could not say

private:
    QProcess* m_process;
};

} // namespace palimpsest
