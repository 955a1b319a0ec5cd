// Tokens, authorization codes and sign-ins of a state file.
#include "app/base/orcidid.h"
#include "app/orcid/scopes.h"
#include "app/practice/oauth/pkce.h"
#include "app/practice/state/clients.h"

#include <QtCore/QCoreApplication>

namespace baton::practice::state {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

/// What holders of tokens and codes have in common.
struct Holder {
    const Accounts &accounts;
    const std::function<bool(const QString &)> &isResearcher;

    QString client(const Node &node, const char *key, bool needed) const
    {
        const QString id = needed ? node.needText(key) : node.text(key);
        if (!id.isEmpty() && accounts.findClient(id) == nullptr)
            node.refuse(key, tr("%1 is none of the clients").arg(id));
        return id;
    }
    QString researcher(const Node &node, const char *key, bool needed) const
    {
        const QString orcid = needed ? node.needText(key) : node.text(key);
        if (!orcid.isEmpty() && !isResearcher(orcid))
            node.refuse(key, tr("%1 is none of the researchers").arg(orcid));
        return orcid;
    }
    QStringList scopes(const Node &node) const
    {
        const QStringList names = node.texts("scopes");
        if (names.isEmpty())
            node.refuse("scopes", tr("is missing"));
        for (const QString &name : names) {
            if (orcid::findScope(name) == nullptr)
                node.refuse("scopes", tr("%1 is not a scope").arg(name));
        }
        return names;
    }
};

QByteArray tokenText(const Node &node, const char *key, bool needed)
{
    const QString text = needed ? node.needText(key, 200) : node.text(key, {}, 200);
    const bool fits = std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (!fits)
        node.refuse(key, tr("must be printable ASCII without blanks"));
    return text.toLatin1();
}

TokenRow readToken(const Node &node, const Holder &holder)
{
    TokenRow row;
    if (!node.isObjectOf({ "value", "refresh", "client", "researcher", "scopes", "issued", "expires", "disabled", "reason", "original-client",
                           "code", "hidden" }))
        return row;
    row.value = tokenText(node, "value", true);
    row.refresh = tokenText(node, "refresh", false);
    if (holder.accounts.findToken(row.value) != nullptr)
        node.refuse("value", tr("is there twice"));
    if (!row.refresh.isEmpty() && holder.accounts.findRefresh(row.refresh) != nullptr)
        node.refuse("refresh", tr("is there twice"));
    row.clientId = holder.client(node, "client", true);
    row.orcid = holder.researcher(node, "researcher", false);
    row.oboClientId = holder.client(node, "original-client", false);
    row.scopes = holder.scopes(node);
    for (const char *key : { "issued", "expires" }) {
        if (!node.has(key))
            node.refuse(key, tr("is missing"));
    }
    row.issued = node.moment("issued", 0);
    row.expires = node.moment("expires", 0);
    row.disabled = node.flag("disabled", false);
    row.revokeReason = node.oneOf("reason", { revoke::byClient, revoke::byResearcher, revoke::byStaff, revoke::recordDeactivated, revoke::codeReused }, {});
    if (!row.disabled && !row.revokeReason.isEmpty())
        node.refuse("reason", tr("belongs to a token that is disabled"));
    row.code = node.text("code", {}, 20);
    row.hidden = node.flag("hidden", false);
    return row;
}

AuthCode readCode(const Node &node, const Holder &holder)
{
    AuthCode code;
    if (!node.isObjectOf({ "code", "client", "researcher", "redirect-uri", "nonce", "challenge", "challenge-method", "scopes", "expires",
                           "signed-in", "used" }))
        return code;
    code.code = node.needText("code", 20);
    if (holder.accounts.findCode(code.code) != nullptr)
        node.refuse("code", tr("is there twice"));
    code.clientId = holder.client(node, "client", true);
    code.orcid = holder.researcher(node, "researcher", true);
    code.redirectUri = node.needText("redirect-uri", 4000);
    code.nonce = node.text("nonce", {}, 4000);
    code.challenge = node.text("challenge");
    code.challengeMethod = node.oneOf("challenge-method", { QString(), QStringLiteral("plain"), QStringLiteral("S256") }, {});
    if (!code.challenge.isEmpty() && !pkce::isChallenge(code.challenge))
        node.refuse("challenge", tr("is not a PKCE challenge"));
    code.scopes = holder.scopes(node);
    if (!node.has("expires"))
        node.refuse("expires", tr("is missing"));
    code.expires = node.moment("expires", 0);
    code.authTime = node.moment("signed-in", 0) / 1000;
    code.used = node.flag("used", false);
    return code;
}

void textUnlessEmpty(JsonOut &out, QStringView key, const QString &text)
{
    if (!text.isEmpty())
        out.key(key).text(text);
}

void writeToken(JsonOut &out, const TokenRow &row)
{
    out.beginObject().key(u"value").text(QString::fromLatin1(row.value));
    textUnlessEmpty(out, u"refresh", QString::fromLatin1(row.refresh));
    out.key(u"client").text(row.clientId);
    textUnlessEmpty(out, u"original-client", row.oboClientId);
    textUnlessEmpty(out, u"researcher", row.orcid);
    writeTexts(out, u"scopes", row.scopes);
    out.key(u"issued").text(stamp(row.issued)).key(u"expires").text(stamp(row.expires));
    if (row.disabled)
        out.key(u"disabled").boolean(true);
    textUnlessEmpty(out, u"reason", row.revokeReason);
    textUnlessEmpty(out, u"code", row.code);
    if (row.hidden)
        out.key(u"hidden").boolean(true);
    out.endObject();
}

void writeCode(JsonOut &out, const AuthCode &code)
{
    out.beginObject().key(u"code").text(code.code).key(u"client").text(code.clientId).key(u"researcher").text(code.orcid);
    out.key(u"redirect-uri").text(code.redirectUri);
    textUnlessEmpty(out, u"nonce", code.nonce);
    textUnlessEmpty(out, u"challenge", code.challenge);
    textUnlessEmpty(out, u"challenge-method", code.challengeMethod);
    writeTexts(out, u"scopes", code.scopes);
    out.key(u"expires").text(stamp(code.expires));
    if (code.authTime != 0)
        out.key(u"signed-in").text(stamp(code.authTime * 1000));
    if (code.used)
        out.key(u"used").boolean(true);
    out.endObject();
}

} // namespace

void readPermissions(const Node &file, Accounts &accounts, const std::function<bool(const QString &)> &isResearcher)
{
    const Node node = file.child("permissions");
    if (!file.has("permissions") || !node.isObjectOf({ "tokens", "codes", "sign-ins" }))
        return;
    const Holder holder { accounts, isResearcher };
    node.each("tokens", [&](const Node &entry) {
        TokenRow row = readToken(entry, holder);
        if (!entry.failed())
            accounts.restore(std::move(row));
    });
    node.each("codes", [&](const Node &entry) {
        AuthCode code = readCode(entry, holder);
        if (!entry.failed())
            accounts.restore(code);
    });
    node.eachMember("sign-ins", [&](const QString &orcid, const Node &entry) {
        if (!isResearcher(orcid))
            entry.refuse(tr("%1 is none of the researchers").arg(orcid.left(60)));
        if (const auto when = entry.asMoment())
            accounts.restoreLogin(orcid, *when / 1000);
    });
}

void writePermissions(JsonOut &out, const Accounts &accounts)
{
    out.key(u"permissions").beginObject().key(u"tokens").beginArray();
    for (const TokenRow &row : accounts.tokens())
        writeToken(out, row);
    out.endArray().key(u"codes").beginArray();
    for (const AuthCode &code : accounts.codes())
        writeCode(out, code);
    out.endArray().key(u"sign-ins").beginObject();
    const auto logins = accounts.logins();
    for (auto it = logins.begin(); it != logins.end(); ++it)
        out.key(it.key()).text(stamp(it.value() * 1000));
    out.endObject().endObject();
}

} // namespace baton::practice::state
