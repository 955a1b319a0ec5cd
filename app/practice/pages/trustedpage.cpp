#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

namespace baton::practice {

using namespace markup;

namespace {

QString scopeLines(const Grant &grant)
{
    QString lines;
    for (const QString &scope : grant.scopes)
        lines += QStringLiteral("<li>%1<span>%2 <code>%3</code></span></li>").arg(scopeIcon(scope), esc(scopeTitle(scope)), esc(scope));
    return QStringLiteral("<ul class=\"lines\" id=\"scopes-%1\">%2</ul>").arg(esc(grant.key), lines);
}

/// "read your trusted information or add activities": what it could do until now.
QString powers(const Grant &grant)
{
    const auto holds = [&grant](const char *part) {
        return std::any_of(grant.scopes.begin(), grant.scopes.end(), [part](const QString &scope) { return scope.startsWith(QLatin1String(part)); });
    };
    QStringList list;
    if (holds("/read-limited"))
        list << tr("read your trusted information");
    if (holds("/activities/update"))
        list << tr("add activities");
    if (holds("/person/update"))
        list << tr("change personal details");
    if (list.size() > 1)
        list = { list.mid(0, list.size() - 1).join(QStringLiteral(", ")) + tr(" or ") + list.last() };
    return list.isEmpty() ? tr("use this permission") : list.first();
}

/// What taking it back means here (orcid.md 4.6), before it happens.
QString consequences(const Grant &grant)
{
    QString lines = QStringLiteral("<li>%1<span>%2</span></li>")
                        .arg(icon(QStringLiteral("skip"), QStringLiteral("err")),
                             esc(tr("It can no longer %1. A partner working for it can’t either, once its running hour is over.").arg(powers(grant))));
    if (grant.items > 0) {
        const QString stays = grant.items == 1
            ? tr("The 1 item it added stays on your record. You may delete it; so may those who added it.")
            : tr("The %1 items added by it or for it stay on your record. You may delete them; so may those who added them.").arg(grant.items);
        lines += QStringLiteral("<li>%1<span>%2</span></li>").arg(icon(QStringLiteral("work")), esc(stays));
    }
    return QStringLiteral("<ul class=\"lines\">%1</ul>").arg(lines);
}

QString confirmPanel(const Grant &grant, const QString &csrf)
{
    return QStringLiteral("<form class=\"banner err panel\" method=\"post\" action=\"/trusted-parties/revoke\"><h3>%1</h3>%2%3%4"
                          "<div class=\"actions\"><button class=\"danger\" aria-label=\"%5\" aria-describedby=\"scopes-%8\">%6</button>"
                          "<a class=\"button\" href=\"/trusted-parties\">%7</a></div></form>")
        .arg(esc(tr("Take back this permission?")), consequences(grant), hidden(QStringLiteral("csrf"), csrf), hidden(QStringLiteral("grant"), grant.key),
             esc(tr("Revoke access of %1").arg(grant.clientName)), esc(tr("Revoke access")), esc(tr("Keep")), esc(grant.key));
}

QString askButton(const Grant &grant)
{
    return QStringLiteral("<form method=\"get\" action=\"/trusted-parties\">%1<button class=\"small\" aria-label=\"%2\" aria-describedby=\"scopes-%4\">%3</button></form>")
        .arg(hidden(QStringLiteral("confirm"), grant.key), esc(tr("Revoke access of %1").arg(grant.clientName)), esc(tr("Revoke access…")), esc(grant.key));
}

} // namespace

HttpResponse Pages::trustedParties(const Session &session, const QList<Grant> &grants, const QString &confirm) const
{
    const QString csrf = QString::fromLatin1(m_sessions.formToken(session, formpurpose::revoke));
    QString rows;
    for (const Grant &grant : grants) {
        const bool open = grant.key == confirm;
        rows += QStringLiteral("<li class=\"org%1\"><div class=\"row\"><h3>%2</h3><span class=\"caption\">%3</span>%4</div>%5%6</li>")
                    .arg(open ? QStringLiteral(" open") : QString(), esc(grant.clientName), esc(tr("Allowed %1").arg(day(grant.since))),
                         open ? QString() : askButton(grant), scopeLines(grant), open ? confirmPanel(grant, csrf) : QString());
    }
    const QString note = QStringLiteral("<div class=\"banner\">%1<p>%2 <a href=\"/%3\">%4</a> %5</p></div>")
                             .arg(icon(QStringLiteral("handover")),
                                  esc(tr("An organisation may hand a permission to a partner. Partners aren’t listed here, nor at ORCID; what they add is shown on")),
                                  esc(session.orcid), esc(tr("your record")), tr("as “Northbridge University <i>via</i> Open Grants Platform”."));
    Frame frame;
    frame.title = tr("Trusted parties");
    frame.current = QStringLiteral("/trusted-parties");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><h2>%3</h2>%4%5<h2>%6</h2><p class=\"lead\">%7</p>")
                     .arg(esc(frame.title), esc(tr("Organisations you allowed to use your record. You can take a permission back at any time.")),
                          esc(tr("Trusted organisations")),
                          rows.isEmpty() ? QStringLiteral("<p class=\"card empty\">%1</p>").arg(esc(tr("You have not allowed anybody yet.")))
                                         : QStringLiteral("<ul class=\"card orgs\">%1</ul>").arg(rows),
                          note, esc(tr("Trusted individuals")), esc(tr("Nobody may act for you.")));
    return page(200, session, frame);
}

} // namespace baton::practice
