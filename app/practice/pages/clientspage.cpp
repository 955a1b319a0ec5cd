#include "app/practice/pages/markup.h"
#include "app/practice/pages/pages.h"

#include "app/practice/practiceclients.h"

namespace baton::practice {

using namespace markup;

namespace {

QString facts(const Client &client, const QList<Client> &all)
{
    QStringList words { client.member ? tr("member") : tr("public client"),
                        client.oboEnabled ? tr("may exchange id_tokens") : tr("not enabled for delegation") };
    QStringList partners;
    for (const Client &other : all) {
        if (client.allowList.contains(other.id))
            partners << other.name;
    }
    if (!partners.isEmpty())
        words << tr("only these may act for it: %1").arg(partners.join(QStringLiteral(", ")));
    return words.join(QStringLiteral(" · "));
}

QString stateOf(const Client &client)
{
    if (client.state == Client::State::Active)
        return QStringLiteral("active");
    return client.state == Client::State::Locked ? QStringLiteral("locked") : QStringLiteral("deactivated");
}

QString addForm(const QString &csrf, const AddClientForm &form)
{
    return QStringLiteral("<form class=\"card fields\" method=\"post\" action=\"/practice/clients\">%1"
                          "<p class=\"wide\"><label for=\"name\">%2</label><input id=\"name\" name=\"name\" value=\"%3\" maxlength=\"150\" required autocomplete=\"off\"></p>"
                          "<p class=\"wide\"><label for=\"redirects\">%4</label><textarea id=\"redirects\" name=\"redirects\" rows=\"2\" required spellcheck=\"false\">\n%5</textarea></p>"
                          "<p class=\"wide check\"><input type=\"checkbox\" id=\"exchange\" name=\"exchange\" value=\"yes\"%6><label for=\"exchange\">%7</label></p>"
                          "<p class=\"wide\"><button>%8</button></p></form>")
        .arg(hidden(QStringLiteral("csrf"), csrf), esc(tr("Name of the organisation")), esc(form.name), esc(tr("Redirect URIs, one per line")),
             esc(form.redirects.isEmpty() ? practiceCallback() : form.redirects), form.exchange ? QStringLiteral(" checked") : QString(),
             esc(tr("May exchange id_tokens (enabled for delegation)")), esc(tr("Add client")));
}

/// The one time that its secret is shown.
QString addedBanner(const ClientInfo &added)
{
    return QStringLiteral("<div class=\"banner ok\" role=\"status\">%1<div><p><b>%2</b></p><p>%3 <code>%4</code><br>%5 <code>%6</code></p></div></div>")
        .arg(icon(QStringLiteral("okcircle"), QStringLiteral("ok")), esc(tr("%1 was added.").arg(added.name)), esc(tr("Client ID")), esc(added.id), esc(tr("Secret")),
             esc(added.secret.revealString()));
}

} // namespace

HttpResponse Pages::clients(int status, const Session &session, const QList<Client> &clients, const AddClientForm &form) const
{
    QString list;
    for (const Client &client : clients) {
        list += QStringLiteral("<li class=\"item\" id=\"%1\"><div class=\"row\"><b class=\"grow\"><bdi>%2</bdi></b>%3</div><p class=\"mono\">%1</p><p><bdi>%4</bdi></p><p>%5</p>"
                               "<p class=\"caption\">%6 <code>%7</code></p></li>")
                    .arg(esc(client.id), esc(client.name), stateChip(stateOf(client)), esc(client.note), esc(facts(client, clients)), esc(tr("Returns to")),
                         esc(client.redirectUris.join(QLatin1Char(' '))));
    }
    Frame frame;
    frame.title = tr("Clients");
    frame.current = QStringLiteral("/practice/clients");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p>%3<ul class=\"card\">%4</ul><h2 id=\"add\">%5</h2>%6%7")
                     .arg(esc(frame.title), esc(tr("Organisations that are registered here and may ask researchers for permissions.")),
                          form.added ? addedBanner(*form.added) : QString(), list, esc(tr("Add a client")), problemBanner(form.problem),
                          addForm(QString::fromLatin1(m_sessions.formToken(session, formpurpose::addClient)), form));
    return page(status, session, frame);
}

} // namespace baton::practice
