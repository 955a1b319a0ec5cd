#include "app/practice/markup.h"
#include "app/practice/pages.h"

namespace baton::practice {

using namespace markup;

namespace {

QString facts(const Client &client, const QList<Client> &all)
{
    QStringList words { client.member ? tr("member") : tr("public client"),
                        client.oboEnabled ? tr("may exchange id_tokens") : tr("not enabled for delegation") };
    if (client.state == Client::State::Locked)
        words << tr("locked");
    if (client.state == Client::State::Deactivated)
        words << tr("deactivated");
    QStringList partners;
    for (const Client &other : all) {
        if (client.allowList.contains(other.id))
            partners << other.name;
    }
    if (!partners.isEmpty())
        words << tr("only these may act for it: %1").arg(partners.join(QStringLiteral(", ")));
    return words.join(QStringLiteral(" · "));
}

} // namespace

HttpResponse Pages::home(const Session &session, const QList<Person> &researchers, const QList<Client> &clients) const
{
    QString people, organisations;
    for (const Person &person : researchers) {
        people += QStringLiteral("<li class=\"item\"><b><bdi><a href=\"/%1\">%2</a></bdi></b><p class=\"mono\">%3</p><p><bdi>%4</bdi></p></li>")
                      .arg(esc(person.orcid), esc(person.displayName), esc(m_issuer + QLatin1Char('/') + person.orcid), esc(person.note));
    }
    for (const Client &client : clients) {
        organisations += QStringLiteral("<li class=\"item\" id=\"%1\"><b>%2</b><p class=\"mono\">%1</p><p>%3</p><p>%4</p><p class=\"caption\">%5 <code>%6</code></p></li>")
                             .arg(esc(client.id), esc(client.name), esc(client.note), esc(facts(client, clients)), esc(tr("Returns to")),
                                  esc(client.redirectUris.join(QLatin1Char(' '))));
    }
    Frame frame;
    frame.title = tr("Researchers and clients");
    frame.current = QStringLiteral("/practice");
    frame.body = QStringLiteral("<h1>%1</h1><p class=\"lead\">%2</p><h2>%3</h2><ul class=\"card\">%4</ul><h2>%5</h2><ul class=\"card\">%6</ul>")
                     .arg(esc(frame.title), esc(tr("Everybody who lives in this registry. Records change when a client changes them, and start anew with the registry.")),
                          esc(tr("Researchers")), people, esc(tr("Clients")), organisations);
    return page(200, session, frame);
}

} // namespace baton::practice
