#pragma once

#include <QtCore/QObject>

namespace baton::exchange {
class DelegatedSession;
}

namespace baton::ui {

class Environments;
class HandOverPage;
class MainWindow;
class RecordPage;

/// Going to another environment ends what is under way in this one, for tokens of two never meet: asked first when there is
/// anything to lose.
class EnvironmentSwitch : public QObject {
    Q_OBJECT
public:
    EnvironmentSwitch(Environments &environments, const exchange::DelegatedSession &session, const HandOverPage &handOver,
        const RecordPage &record, MainWindow &window, QObject *parent);

private:
    void wish(const QString &environmentId);
    QStringList whatEnds() const;

    Environments &m_environments;
    const exchange::DelegatedSession &m_session;
    const HandOverPage &m_handOver;
    const RecordPage &m_record;
    MainWindow &m_window;
};

} // namespace baton::ui
