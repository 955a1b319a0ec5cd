// The browser pages of RegistryCore: home, sign-in, trusted parties, public record.
#include "app/practice/registrycore.h"

#include "app/base/base64url.h"
#include "app/base/orcidid.h"
#include "app/base/strictjson.h"
#include "app/practice/pages/markup.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QCryptographicHash>
#include <QtCore/QLocale>

#include <cmath>

namespace baton::practice {

namespace {

HttpResponse seeOther(const QByteArray &path)
{
    return HttpResponse { 303, {}, {} }.with("Location", path).with("Cache-Control", "no-store");
}

/// Only pages of ours: a sign-in must not send the browser elsewhere.
QString ownPath(const QString &path)
{
    const bool isRecord = path.startsWith(QLatin1Char('/')) && OrcidId::parse(QStringView(path).mid(1));
    return isRecord || path == u"/trusted-parties" ? path : QStringLiteral("/practice/researchers");
}

/// "248000.00" as "248,000".
QString amountWords(const QString &value)
{
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    if (!isNumber)
        return value;
    return QLocale(QLocale::English).toString(number, 'f', number == std::floor(number) ? 0 : 2);
}

QString grantKey(const QString &clientId, QStringList scopes)
{
    scopes.sort();
    const QByteArray digest = QCryptographicHash::hash((clientId + QLatin1Char('\n') + scopes.join(QLatin1Char(' '))).toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(digest.left(9).toHex());
}

} // namespace

HttpResponse RegistryCore::root(const HttpRequest &)
{
    return seeOther("/practice");
}

HttpResponse RegistryCore::styleSheet(const HttpRequest &)
{
    return Pages::styleSheet();
}

HttpResponse RegistryCore::icon(const HttpRequest &)
{
    return Pages::favicon();
}

HttpResponse RegistryCore::signIn(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    SignInPage page;
    page.researchers = signInPeople();
    page.csrf = m_sessions.formToken(session, formpurpose::signIn);
    if (request.method == "GET") {
        page.returnTo = ownPath(request.parameter(QStringLiteral("return")));
        return m_pages.signIn(session, page);
    }
    const auto form = isForm(request) ? Form::fromBody(request.body) : std::nullopt;
    if (!form || !m_sessions.checkForm(session, formpurpose::signIn, form->value(QStringLiteral("csrf")).toLatin1()))
        return m_pages.problem(403, session, QStringLiteral("access_denied"), markup::tr("This form was not shown in this browser, or its cookie is gone."));
    page.returnTo = ownPath(form->value(QStringLiteral("return")));
    const auto chosen = person(form->value(QStringLiteral("researcher")));
    if (!chosen || chosen->state != Person::State::Active) {
        page.hint = chosen ? stateSentence(chosen->state) : markup::tr("Choose who you are first.");
        return m_pages.signIn(session, page);
    }
    const Session current = m_sessions.signIn(session, chosen->orcid);
    m_accounts.recordLogin(chosen->orcid);
    HttpResponse response = seeOther(page.returnTo.toUtf8());
    m_sessions.remember(current, response);
    return response;
}

HttpResponse RegistryCore::signOut(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    const auto form = isForm(request) ? Form::fromBody(request.body) : std::nullopt;
    if (form && m_sessions.checkForm(session, formpurpose::signOut, form->value(QStringLiteral("csrf")).toLatin1()))
        m_sessions.signOut(session);
    return seeOther("/practice/researchers");
}

/// What was added by that client, or by a partner for it.
int RegistryCore::itemsOf(const QString &orcid, const QString &clientId) const
{
    qsizetype count = 0;
    if (const Researcher *researcher = m_records.find(orcid)) {
        for (const QList<RecordItem> &items : researcher->items)
            count += std::count_if(items.begin(), items.end(), [&](const RecordItem &item) { return item.source.clientId == clientId || item.source.originClientId == clientId; });
    }
    return int(count);
}

QList<Grant> RegistryCore::grantsOf(const QString &orcid) const
{
    QList<Grant> grants;
    for (const TokenRow *row : m_accounts.tokensOfRecord(orcid)) {
        // A partner's delegated token is not listed, as at ORCID.
        if (row->disabled || row->expiredAt(m_accounts.nowMs()) || !row->oboClientId.isEmpty())
            continue;
        const QString key = grantKey(row->clientId, row->scopes);
        const auto same = [&key](const Grant &grant) { return grant.key == key; };
        if (std::any_of(grants.begin(), grants.end(), same))
            continue;
        const Client *client = m_accounts.findClient(row->clientId);
        grants.prepend({ key, row->clientId, client ? client->name : row->clientId, row->scopes, row->issued, itemsOf(orcid, row->clientId) });
    }
    return grants;
}

HttpResponse RegistryCore::trustedParties(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    if (session.orcid.isEmpty() || !person(session.orcid))
        return seeOther("/practice/signin?return=/trusted-parties");
    return m_pages.trustedParties(session, grantsOf(session.orcid), request.parameter(QStringLiteral("confirm")));
}

HttpResponse RegistryCore::revokeGrant(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    const auto form = isForm(request) ? Form::fromBody(request.body) : std::nullopt;
    const bool ours = form && m_sessions.checkForm(session, formpurpose::revoke, form->value(QStringLiteral("csrf")).toLatin1());
    if (!ours || session.orcid.isEmpty())
        return m_pages.problem(403, session, QStringLiteral("access_denied"), markup::tr("This form was not shown in this browser, or its cookie is gone."));
    const QString key = form->value(QStringLiteral("grant"));
    for (const Grant &grant : grantsOf(session.orcid)) {
        if (grant.key == key)
            m_accounts.revokeGrant(session.orcid, grant.clientId, { grant.scopes.begin(), grant.scopes.end() });
    }
    return seeOther("/trusted-parties");
}

HttpResponse RegistryCore::publicRecord(const QString &orcid, const QByteArray &type)
{
    HttpRequest read;
    read.method = "GET";
    read.path = "/v3.0/" + orcid.toLatin1() + "/record";
    read.headers = { { "accept", type } };
    return m_api.handlePublic(read);
}

/// Amounts of fundings are not in their summaries, names of review groups not in the record.
RecordExtras RegistryCore::extrasOf(const Researcher &researcher) const
{
    RecordExtras extras;
    for (const RecordItem &item : researcher.section(QStringLiteral("fundings"))) {
        const QJsonObject amount = item.content.value(u"amount").toObject();
        if (item.isPublic() && !amount.isEmpty())
            extras.amounts.insert(item.putCode, (amount.value(u"currency-code").toString() + QLatin1Char(' ') + amountWords(amount.value(u"value").toString())).trimmed());
    }
    for (const ReviewGroupRecord &group : m_records.groups())
        extras.groupNames.insert(group.groupId, group.name);
    return extras;
}

std::optional<HttpResponse> RegistryCore::record(const HttpRequest &request)
{
    const QList<QByteArray> parts = request.path.split('/');
    const auto id = parts.size() >= 2 && parts.size() <= 3 ? OrcidId::parse(QString::fromLatin1(parts.at(1))) : std::nullopt;
    const QByteArray file = parts.size() == 3 ? parts.at(2) : QByteArray();
    const bool asFile = file == "record.json" || file == "record.xml";
    if (!id || (parts.size() == 3 && !asFile) || request.method != "GET")
        return std::nullopt;
    const auto found = person(id->toString());
    const Researcher *researcher = m_records.find(id->toString());
    if (!found || !researcher)
        return std::nullopt;
    if (asFile)
        return publicRecord(found->orcid, file == "record.xml" ? "application/xml" : "application/json");
    const Session session = m_sessions.of(request);
    if (researcher->state != Researcher::State::Claimed)
        return m_pages.closedRecord(session, found->orcid, state::stateName(researcher->state), researcher->primaryOrcid);
    const HttpResponse answer = publicRecord(found->orcid, "application/json");
    const auto json = parseJsonObject(answer.body, { .maxBytes = 64 * 1024 * 1024 });
    if (answer.status != 200 || !json)
        return m_pages.notFound(session, markup::tr("This record cannot be shown."));
    return m_pages.record(session, *found, *json, extrasOf(*researcher), request.parameter(QStringLiteral("all")));
}

std::optional<HttpResponse> RegistryCore::clientPage(const HttpRequest &request)
{
    static const QByteArray prefix = "/client/";
    const Client *client = request.method == "GET" && request.path.startsWith(prefix)
        ? m_accounts.findClient(QString::fromUtf8(request.path.mid(prefix.size()))) : nullptr;
    if (!client)
        return std::nullopt;
    return seeOther("/practice/clients#" + client->id.toLatin1());
}

} // namespace baton::practice
