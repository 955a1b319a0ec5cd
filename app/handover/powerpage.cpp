#include "app/handover/powerlens.h"

#include "app/base/text.h"

#include <QtCore/QCoreApplication>

using namespace Qt::StringLiterals;

namespace baton::handover {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PowerLens)
};

QString safe(const QString &text)
{
    return plain(text).toHtmlEscaped();
}

QString stateWords(const PowerLens::Permission &permission)
{
    using State = clients::Grant::State;
    const QString ended = permission.grant.endedAt.isValid() ? u' ' + shortTime(permission.grant.endedAt) : QString();
    switch (permission.grant.state) {
    case State::Counts: return permission.thisSignIn ? Words::tr("Counts, this sign-in") : Words::tr("Counts");
    case State::Revoked: return Words::tr("Revoked by us") + ended;
    case State::Withdrawn: return Words::tr("Withdrawn by the researcher") + ended;
    }
    return {};
}

QString powerLine(const PowerLens::Power &power)
{
    QString line = u"<li><b>%1</b>"_s.arg(safe(power.title));
    if (!power.details.isEmpty())
        line += u"<br>"_s + safe(power.details);
    if (!power.scope.isEmpty())
        line += u" <code>%1</code>"_s.arg(safe(power.scope));
    if (power.thisSignIn && !power.scope.isEmpty())
        line += u"<br><i>%1</i>"_s.arg(safe(Words::tr("Given in this sign-in")));
    else if (power.givenAt.isValid())
        line += u"<br><i>%1</i>"_s.arg(safe(Words::tr("Given on %1").arg(shortTime(power.givenAt))));
    return line + u"</li>"_s;
}

QString powerList(const QString &title, const QList<PowerLens::Power> &powers)
{
    QString html = u"<h2>%1</h2>"_s.arg(safe(title));
    if (powers.isEmpty())
        return html + u"<p>%1</p>"_s.arg(safe(Words::tr("Nothing.")));
    html += u"<ul>"_s;
    for (const PowerLens::Power &power : powers)
        html += powerLine(power);
    return html + u"</ul>"_s;
}

QString factRow(const QString &name, const QString &value)
{
    return value.isEmpty() ? QString() : u"<tr><td>%1</td><td><b>%2</b></td></tr>"_s.arg(safe(name), safe(value));
}

QString permissionTable(const QList<PowerLens::Permission> &permissions)
{
    QString html = u"<h2>%1</h2>"_s.arg(safe(Words::tr("Permissions counted")));
    if (!permissions.isEmpty()) {
        html += u"<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\" width=\"100%\"><tr><th align=\"left\">%1</th><th align=\"left\">%2</th><th "
                "align=\"left\">%3</th></tr>"_s.arg(safe(Words::tr("Given")), safe(Words::tr("Scopes")), safe(Words::tr("State")));
        for (const PowerLens::Permission &permission : permissions) {
            const QString scopes = permission.grant.scopes.isEmpty() ? Words::tr("not known") : permission.grant.scopes.join(u' ');
            html += u"<tr><td>%1</td><td><code>%2</code></td><td>%3</td></tr>"_s.arg(
                safe(shortTime(permission.grant.givenAt)), safe(scopes), safe(stateWords(permission)));
        }
        html += u"</table>"_s;
    }
    return html
        + u"<p>%1</p>"_s.arg(safe(
            Words::tr("The registry adds up all that was ever given to this client, also outside Baton. What Baton has not seen, it cannot list.")));
}

} // namespace

QString powerPage(const PowerLens &lens, const LensFacts &facts, const QString &environmentName, const QDateTime &at)
{
    const QString partner = facts.partner.isEmpty() ? Words::tr("whoever has the passphrase") : facts.partner;
    QString html = u"<html><head><meta charset=\"utf-8\"><title>%1</title></head><body>"_s.arg(safe(Words::tr("What it allows")));
    html += u"<h1>%1</h1><table cellspacing=\"0\" cellpadding=\"2\">"_s.arg(safe(Words::tr("What %1 will be able to do").arg(partner)));
    html += factRow(Words::tr("Researcher"), facts.researcher);
    if (!lens.permissions.isEmpty() && !lens.permissions.first().grant.orcid.isEmpty())
        html += factRow(Words::tr("ORCID iD"), lens.permissions.first().grant.orcid);
    html += factRow(Words::tr("Permission of"), facts.ownClient) + factRow(Words::tr("Handed to"), partner)
        + factRow(Words::tr("Environment"), environmentName) + factRow(Words::tr("As of"), shortTime(at)) + u"</table>"_s;
    html += powerList(Words::tr("It will be able to"), lens.able) + powerList(Words::tr("It will not be able to"), lens.unable);
    html += u"<p><b>%1</b></p>"_s.arg(safe(lens.warning));
    html += permissionTable(lens.permissions);
    html += u"<h2>%1</h2><ul>"_s.arg(safe(Words::tr("How it ends")));
    for (const QString &end : lens.ends)
        html += u"<li>%1</li>"_s.arg(safe(end));
    html += u"</ul><p>%1</p></body></html>"_s.arg(safe(Words::tr("Written by Baton. No token is on this page.")));
    return html;
}

} // namespace baton::handover
