#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

#include <QtCore/QLocale>

namespace baton::practice {

using namespace markup;

namespace {

QString options(const QList<FaultChoice> &choices, const QString &chosen)
{
    QString html;
    for (const FaultChoice &choice : choices) {
        html += QStringLiteral("<option value=\"%1\"%2>%3</option>")
                    .arg(esc(choice.value), choice.value == chosen ? QStringLiteral(" selected") : QString(), esc(choice.label));
    }
    return html;
}

QString select(const QString &name, const QString &label, const QString &inner)
{
    return QStringLiteral("<select name=\"%1\" aria-label=\"%2\">%3</select>").arg(esc(name), esc(label), inner);
}

/// One setting is the fault's setting; of several the others say which they are.
QString settingName(const Fault &fault, const FaultSetting &setting)
{
    const QString name = tr("%1 setting").arg(fault.title);
    return setting.key == fault.settings.first().key ? name : name + QStringLiteral(": ") + setting.label;
}

QString row(const Fault &fault)
{
    QString selects;
    for (const FaultSetting &setting : fault.settings)
        selects += select(fault.name + QLatin1Char('.') + setting.key, settingName(fault, setting), options(setting.choices, setting.value));
    return QStringLiteral("<li class=\"fault%1\"><input type=\"checkbox\" id=\"%2\" name=\"%2\" value=\"on\" aria-label=\"%3\" aria-describedby=\"%2-words\"%4>"
                          "<div class=\"gap\"><label for=\"%2\">%5</label><p id=\"%2-words\">%6</p></div><span class=\"selects\">%7</span></li>")
        .arg(fault.on ? QStringLiteral(" on") : QString(), fault.name, esc(tr("Fault %1").arg(fault.title)),
             fault.on ? QStringLiteral(" checked") : QString(), esc(fault.title), esc(fault.sentence), selects);
}

QString banner(const FaultBoard &board, const QByteArray &csrf)
{
    QStringList on;
    for (const Fault &fault : board.faults) {
        if (fault.on)
            on << fault.summary();
    }
    if (on.isEmpty())
        return {};
    const QString count = on.size() == 1 ? tr("1 fault is on:") : tr("%1 faults are on:").arg(on.size());
    return QStringLiteral("<form class=\"banner warn row\" method=\"post\" action=\"/practice/faults-off\">%1<p class=\"gap\" role=\"status\"><b>%2</b> %3</p>%4"
                          "<button class=\"small\">%5</button></form>")
        .arg(icon(QStringLiteral("bolt")), esc(count), esc(on.join(QStringLiteral(", "))), hidden(QStringLiteral("csrf"), QString::fromLatin1(csrf)), esc(tr("All off")));
}

QString distance(std::chrono::milliseconds offset)
{
    const qint64 seconds = std::chrono::duration_cast<std::chrono::seconds>(offset).count(), away = std::abs(seconds);
    if (seconds == 0)
        return tr("real time");
    QStringList parts;
    if (away >= 86400)
        parts << tr("%1 d").arg(away / 86400);
    if (away % 86400 >= 3600)
        parts << tr("%1 h").arg(away % 86400 / 3600);
    if (away % 3600 >= 60)
        parts << tr("%1 min").arg(away % 3600 / 60);
    if (parts.isEmpty())
        parts << tr("%1 s").arg(away);
    return (seconds > 0 ? tr("%1 ahead") : tr("%1 back")).arg(parts.join(QLatin1Char(' ')));
}

QString clockCard(const FaultPage &page)
{
    const QList<FaultChoice> moves { { {}, tr("Leave as it is") }, { QStringLiteral("3600"), tr("Move by: token hour over") },
                                     { QStringLiteral("-3600"), tr("Move by: one hour back") }, { QStringLiteral("86400"), tr("Move by: one day ahead") },
                                     { QStringLiteral("-86400"), tr("Move by: one day back") }, { QStringLiteral("real"), tr("Back to real time") } };
    const QString time = QLocale::c().toString(page.now.toLocalTime(), QStringLiteral("d MMM yyyy HH:mm:ss"));
    return QStringLiteral("<h2>%1 <small>%2</small></h2><div class=\"card\"><div class=\"fault\">%3<p class=\"gap time\">%4, %5</p>"
                          "<span class=\"selects\">%6</span></div></div>")
        .arg(esc(tr("Clock")), esc(tr("The registry’s own; this computer’s stays as it is")), icon(QStringLiteral("clock")), esc(time),
             esc(distance(page.offset)), select(QStringLiteral("move-clock"), tr("Clock setting"), options(moves, {})));
}

} // namespace

HttpResponse Pages::faultBoard(int status, const Session &session, const FaultPage &page) const
{
    const QByteArray csrf = m_sessions.formToken(session, formpurpose::faults);
    QString groups;
    for (const QString &group : page.board.groups()) {
        QString rows;
        for (const Fault &fault : page.board.faults) {
            if (fault.group == group)
                rows += row(fault);
        }
        groups += QStringLiteral("<h2>%1</h2><ul class=\"card\">%2</ul>").arg(esc(group), rows);
    }
    const QString hint = page.hint.isEmpty() ? QString()
                                             : QStringLiteral("<div class=\"banner err\" role=\"alert\">%1<p>%2</p></div>").arg(icon(QStringLiteral("xcircle")), esc(page.hint));
    Frame frame;
    frame.title = tr("Fault board");
    frame.current = QStringLiteral("/practice");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3%4<form method=\"post\" action=\"/practice\">%5%6%7"
                                "<div class=\"actions\"><button class=\"primary short\">%8</button>"
                                "<a class=\"button\" href=\"/practice/reset\" aria-label=\"%9\">%10</a><span class=\"links\"><a href=\"/practice/save\">%11</a>"
                                "<a href=\"/practice/load\">%12</a><a href=\"/practice/control-api\">%13</a></span></div></form>")
                     .arg(esc(frame.title),
                          esc(tr("Choose what should go wrong, then apply. A fault stays on until you switch it off; one about the next item or sign-in "
                                 "acts once.")),
                          hint, banner(page.board, csrf), hidden(QStringLiteral("csrf"), QString::fromLatin1(csrf)), groups, clockCard(page), esc(tr("Apply")))
                     .arg(esc(tr("Reset registry")), esc(tr("Reset registry…")), esc(tr("Save state")), esc(tr("Load state")), esc(tr("Control API")));
    return this->page(status, session, frame);
}

HttpResponse Pages::controlApi(const Session &session) const
{
    const QString base = m_issuer + QStringLiteral("/practice/control");
    const QList<std::pair<QString, QString>> calls {
        { QStringLiteral("GET %1").arg(base), tr("everything: faults, clock, counts") },
        { QStringLiteral("PUT %1/faults/slow {\"on\": true, \"settings\": {\"delay\": \"3s\"}}").arg(base), tr("switches a fault") },
        { QStringLiteral("DELETE %1/faults").arg(base), tr("all off") },
        { QStringLiteral("PUT %1/seed {\"seed\": 7}").arg(base), tr("makes shares of requests repeatable") },
        { QStringLiteral("PUT %1/clock {\"advance\": 3600}").arg(base), tr("moves the clock by seconds; DELETE sets it back to real time") },
        { QStringLiteral("GET %1/log?after=0").arg(base), tr("the last 500 requests") },
        { QStringLiteral("POST %1/reset").arg(base), tr("everything as at the first start") },
        { QStringLiteral("GET %1/save").arg(base), tr("the whole state; PUT it to …/load") },
    };
    QString rows;
    for (const auto &[call, words] : calls)
        rows += QStringLiteral("<li><code>%1</code><p>%2</p></li>").arg(esc(call), esc(words));
    Frame frame;
    frame.title = tr("Control API");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><h2>%3</h2><ul class=\"card\">%4</ul>")
                     .arg(esc(frame.title),
                          esc(tr("For programs: the same switches as JSON. Send the control key as “Authorization: Bearer KEY”. It is new at each start, and "
                                 "stands in the line that “baton practice” prints and on Baton’s registry page.")),
                          esc(tr("Calls")), rows);
    return page(200, session, frame);
}

} // namespace baton::practice
