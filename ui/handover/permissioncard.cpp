#include "ui/handover/permissioncard.h"

#include "app/base/text.h"
#include "ui/common/listrow.h"

#include <QtWidgets/QBoxLayout>

using namespace Qt::StringLiterals;

namespace baton::ui {

using handover::PowerLens;
using State = clients::Grant::State;

PermissionCard::PermissionCard(QWidget *parent) : Card(parent)
{
    addHeader(tr("Permissions counted"));
    m_list = new ListBox(tr("Permissions counted"));
    addFlush(m_list, 0);
    auto *foot = new QWidget;
    auto *column = new QVBoxLayout(foot);
    column->setContentsMargins(14, 8, 14, 10);
    column->addWidget(makeText(
        tr("The registry adds up all that was ever given to your client, also outside Baton. What Baton hasn’t seen, it can’t list."), "caption"));
    addFlush(foot, 0);
}

void PermissionCard::show(const QList<PowerLens::Permission> &permissions)
{
    m_permissions = permissions;
    m_list->clear();
    for (const PowerLens::Permission &permission : permissions)
        addPermission(permission);
    if (permissions.isEmpty()) {
        ListRow *row = m_list->addRow();
        row->setAccessibleName(row->setTitle(tr("Baton has seen none given to this client."), "body")->text());
    }
}

void PermissionCard::setRevoking(const QString &grantId)
{
    m_revoking = grantId;
    show(m_permissions);
}

void PermissionCard::addPermission(const PowerLens::Permission &permission)
{
    const clients::Grant &grant = permission.grant;
    const QString date = shortTime(grant.givenAt);
    const QString scopes = grant.scopes.isEmpty() ? tr("Scopes not known") : plain(grant.scopes.join(u' '));
    ListRow *row = m_list->addRow();
    QLabel *title = row->setTitle(date);
    auto *chip = new Chip;
    switch (grant.state) {
    case State::Counts: chip->set(tr("Counts"), Tone::Ok, u"okcircle"_s); break;
    case State::Revoked: chip->set(tr("Revoked"), Tone::Neutral, u"skip"_s); break;
    case State::Withdrawn: chip->set(tr("Withdrawn"), Tone::Neutral, u"skip"_s); break;
    }
    row->addTrailing(chip);
    row->addText(scopes, "mono");
    QStringList sentence { date, scopes, chip->text() };
    if (permission.thisSignIn) {
        row->addText(tr("This sign-in"));
        sentence << tr("This sign-in");
    } else if (grant.state == State::Counts) {
        row->setWarn(true);
        addWay(row, grant);
    } else {
        restyle(title, "role", u"text2"_s);
        if (grant.endedAt.isValid())
            row->addText(tr("Ended %1").arg(shortTime(grant.endedAt)));
    }
    row->setAccessibleName(sentence.join(u". "_s));
}

// What ends this permission: a token of ours, or nobody but the researcher.
void PermissionCard::addWay(ListRow *row, const clients::Grant &grant)
{
    if (grant.accessToken.isEmpty() && grant.refreshToken.isEmpty()) {
        row->addText(tr("Its token is not here: only the researcher can remove it."));
        return;
    }
    const bool running = !grant.id.isEmpty() && grant.id == m_revoking;
    QPushButton *revoke = makeButton(running ? tr("Revoking…") : tr("Revoke this first…"), u"undo"_s,
        tr("Revoke permission of %1").arg(shortTime(grant.givenAt)), "small");
    revoke->setEnabled(m_revoking.isEmpty());
    row->addWidget(revoke);
    connect(revoke, &QPushButton::clicked, this, [this, grant] { Q_EMIT revokeRequested(grant); });
}

} // namespace baton::ui
