#pragma once

#include <QtCore/QObject>

class QSocketNotifier;

namespace baton::cli {

/// Turns SIGINT and SIGTERM into a Qt signal, for as long as it lives; one at a time. Does nothing where there are no such signals.
class SignalWatch : public QObject {
    Q_OBJECT
public:
    explicit SignalWatch(QObject *parent = nullptr);
    ~SignalWatch() override;

Q_SIGNALS:
    void interrupted();

private:
    int m_pair[2] = { -1, -1 };
    QSocketNotifier *m_notifier = nullptr;
};

} // namespace baton::cli
