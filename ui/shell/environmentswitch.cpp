#include "ui/shell/environmentswitch.h"

#include "app/exchange/delegatedsession.h"
#include "ui/common/dialogs.h"
#include "ui/handover/handoverpage.h"
#include "ui/record/recordpage.h"
#include "ui/shell/environmentcombo.h"
#include "ui/shell/environments.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/rail.h"

namespace baton::ui {

EnvironmentSwitch::EnvironmentSwitch(Environments &environments, const exchange::DelegatedSession &session, const HandOverPage &handOver,
    const RecordPage &record, MainWindow &window, QObject *parent)
    : QObject(parent), m_environments(environments), m_session(session), m_handOver(handOver), m_record(record), m_window(window)
{
    connect(window.rail()->environments(), &EnvironmentCombo::chosen, this, &EnvironmentSwitch::wish);
}

QStringList EnvironmentSwitch::whatEnds() const
{
    QStringList ends;
    const int signedIn = m_handOver.signedIn();
    if (signedIn == 1)
        ends << tr("The researcher who signed in here has to sign in again.");
    else if (signedIn > 1)
        ends << tr("The %1 researchers who signed in here have to sign in again.").arg(signedIn);
    if (m_session.isActive())
        ends << tr("The open record closes; its id_token stays in the Inbox.");
    if (m_record.isEditing())
        ends << tr("What is typed there is kept as a draft.");
    return ends;
}

void EnvironmentSwitch::wish(const QString &environmentId)
{
    if (environmentId == m_environments.current().id)
        return;
    const QStringList ends = whatEnds();
    if (ends.isEmpty())
        return m_environments.choose(environmentId);
    m_window.showEnvironment(); // it is still the one there was
    QString name = environmentId;
    for (const orcid::Environment &one : m_environments.all()) {
        if (one.id == environmentId)
            name = one.name;
    }
    askFirst(&m_window, tr("Leave %1 for %2?").arg(m_environments.current().name, name), ends.join(u' '), tr("Leave"), tr("Leave %1").arg(m_environments.current().name),
        [this, environmentId] { m_environments.choose(environmentId); });
}

} // namespace baton::ui
