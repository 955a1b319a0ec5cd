#include "app/practice/state/clients.h"

#include "app/base/random.h"
#include "app/orcid/scopes.h"
#include "app/practice/practiceclients.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

namespace baton::practice::state {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

constexpr std::pair<Client::State, const char *> states[]
    = { { Client::State::Active, "active" }, { Client::State::Locked, "locked" }, { Client::State::Deactivated, "deactivated" } };

QStringList stateNames()
{
    QStringList names;
    for (const auto &[state, name] : states)
        names << QLatin1String(name);
    return names;
}

bool isPracticeSecret(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\A[\\x21-\\x7e]{8,200}\\z"));
    return form.match(text).hasMatch();
}

QStringList readScopes(const Node &node, const QStringList &fallback)
{
    const QStringList scopes = node.texts("scopes", fallback);
    for (const QString &name : scopes) {
        const orcid::Scope *scope = orcid::findScope(name);
        if (scope == nullptr || scope->grant == orcid::Scope::Grant::Internal)
            node.refuse("scopes", tr("%1 is not a scope that a client may have").arg(name));
    }
    return scopes;
}

} // namespace

QString redirectProblem(const QString &uri)
{
    const QUrl url(uri, QUrl::StrictMode);
    const bool web = url.scheme() == u"http" || url.scheme() == u"https";
    if (!url.isValid() || !web || url.host().isEmpty() || !url.userInfo().isEmpty() || url.hasFragment() || uri.size() > 500)
        return tr("%1 cannot be a redirect URI: it must be an http or https address without a fragment").arg(uri.left(100));
    return {};
}

bool isClientId(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("\\AAPP-[0-9A-Z]{16}\\z"));
    return form.match(text).hasMatch();
}

void writeTexts(JsonOut &out, QStringView key, const QStringList &texts)
{
    out.key(key).beginArray();
    for (const QString &text : texts)
        out.text(text);
    out.endArray();
}

Client readClient(const Node &node, const QHash<QString, Secret> &knownSecrets)
{
    Client client;
    if (!node.isObjectOf({ "id", "name", "note", "secret", "redirect-uris", "scopes", "member", "exchange-grant", "user-obo", "allow-list",
                           "state", "demonstration" }))
        return client;
    client.id = node.needText("id");
    if (!isClientId(client.id))
        node.refuse("id", tr("must be APP- and 16 digits or capital letters"));
    client.name = node.needText("name", 150);
    client.note = node.text("note");
    client.member = node.flag("member", true);
    client.oboEnabled = node.flag("exchange-grant", false);
    client.userObo = node.flag("user-obo", false);
    client.inDemonstration = node.flag("demonstration", false);
    client.redirectUris = node.texts("redirect-uris", { practiceCallback() });
    for (const QString &uri : client.redirectUris) {
        if (const QString why = redirectProblem(uri); !why.isEmpty())
            node.refuse("redirect-uris", why);
    }
    client.scopes = readScopes(node, defaultScopes(client.member));
    client.allowList = node.texts("allow-list");
    for (const QString &id : client.allowList) {
        if (!isClientId(id))
            node.refuse("allow-list", tr("%1 is not a client ID").arg(id));
    }
    const QString state = node.oneOf("state", stateNames(), QLatin1String(states[0].second));
    client.state = states[stateNames().indexOf(state)].first;
    const QString given = node.text("secret");
    if (node.has("secret") && !isPracticeSecret(given))
        node.refuse("secret", tr("must have 8 to 200 printable ASCII characters, without blanks"));
    client.secret = node.has("secret") ? Secret::fromString(given) : knownSecrets.value(client.id);
    if (client.secret.isEmpty())
        client.secret = Secret::fromString(randomUuid());
    return client;
}

void writeClient(JsonOut &out, const Client &client)
{
    out.beginObject().key(u"id").text(client.id).key(u"name").text(client.name);
    if (!client.note.isEmpty())
        out.key(u"note").text(client.note);
    if (!client.secret.isEmpty())
        out.key(u"secret").text(client.secret.revealString());
    writeTexts(out, u"redirect-uris", client.redirectUris);
    if (client.scopes != defaultScopes(client.member))
        writeTexts(out, u"scopes", client.scopes);
    const std::tuple<QStringView, bool, bool> flags[] = { { u"member", client.member, true }, { u"exchange-grant", client.oboEnabled, false },
                                                          { u"user-obo", client.userObo, false }, { u"demonstration", client.inDemonstration, false } };
    for (const auto &[key, value, usual] : flags) {
        if (value != usual)
            out.key(key).boolean(value);
    }
    if (!client.allowList.isEmpty())
        writeTexts(out, u"allow-list", client.allowList);
    for (const auto &[state, name] : states) {
        if (state == client.state && state != Client::State::Active)
            out.key(u"state").text(QString(QLatin1String(name)));
    }
    out.endObject();
}

} // namespace baton::practice::state
