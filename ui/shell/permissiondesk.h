#pragma once

#include "app/desk/desk.h"

#include <QtCore/QObject>

namespace baton::ui {

class Environments;
class HandOverPage;
struct Subject;

/// Revokes a permission at the registry, and counts the works on a record, when "What it allows" asks for it; tells Hand over
/// whose id_token gives nothing any more.
class PermissionDesk : public QObject {
    Q_OBJECT
public:
    PermissionDesk(desk::Desk &desk, Environments &environments, HandOverPage *page, QObject *parent = nullptr);

private:
    void countWorks(const Subject &subject, const QString &partnerClientId);
    void revoke(const clients::Grant &grant);
    QString whyEnded(const Subject &subject) const;
    void followSoon();
    Result<qint64> settle(const clients::Grant &grant, const Result<void> &answer);

    desk::Desk &m_desk;
    Environments &m_environments;
    HandOverPage *m_page;
    bool m_waiting = false;
};

} // namespace baton::ui
