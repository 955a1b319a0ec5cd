#include "tests/journeys/support/visitor.h"

#include "app/demo/robotresearcher.h"
#include "app/http/requestbody.h"
#include "app/orcid/sections.h"
#include "app/record/itemreader.h"

#include <QtCore/QEventLoop>
#include <QtCore/QJsonDocument>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkReply>

using namespace Qt::StringLiterals;

namespace baton::test {

Visitor::Answer Visitor::send(QNetworkAccessManager &by, const QUrl &url, const QByteArray *form)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (form)
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    const std::unique_ptr<QNetworkReply> reply(form ? by.post(request, *form) : by.get(request));
    QEventLoop loop;
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    return { reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->readAll(), QUrl(QString::fromUtf8(reply->rawHeader("Location"))) };
}

clients::ClientProfile Visitor::client(const QString &id) const
{
    return m_desktop.desk().clients.find(u"practice"_s, id);
}

QJsonObject Visitor::allow(const QString &orcid, const QString &scopes)
{
    const orcid::Environment environment = m_desktop.desk().practiceEnvironment();
    const QString callback = client(original).redirectUris.value(0);
    QUrl page(environment.issuer + u"/oauth/authorize"_s);
    page.setQuery(QUrlQuery { { u"client_id"_s, original }, { u"response_type"_s, u"code"_s }, { u"scope"_s, scopes }, { u"redirect_uri"_s, callback }, { u"state"_s, u"visit"_s } });
    QNetworkAccessManager browser; // a fresh one each time, with no cookie
    const Answer shown = send(browser, page);
    const auto form = demo::readConsentForm(QString::fromUtf8(shown.body), page, orcid);
    if (!form)
        return {};
    const QByteArray decision = http::encodeForm(form->fields);
    const QString code = QUrlQuery(send(browser, form->action, &decision).location).queryItemValue(u"code"_s);
    const QByteArray redeem = http::encodeForm({ { u"client_id"_s, original }, { u"client_secret"_s, client(original).secret }, { u"grant_type"_s, u"authorization_code"_s },
        { u"code"_s, code }, { u"redirect_uri"_s, callback } });
    const Answer tokens = send(m_network, QUrl(environment.issuer + u"/oauth/token"_s), &redeem);
    return tokens.status == 200 ? QJsonDocument::fromJson(tokens.body).object() : QJsonObject();
}

bool Visitor::delegate(const QString &orcid, const QString &scopes, const QStringList &asked)
{
    const QJsonObject tokens = allow(orcid, scopes);
    exchange::Delegation delegation;
    delegation.environment = m_desktop.desk().practiceEnvironment();
    delegation.secondClient = client(second);
    delegation.originalClientId = original;
    delegation.originalClientName = client(original).name;
    delegation.orcid = orcid;
    delegation.researcher = tokens.value(u"name"_s).toString();
    delegation.idToken = Secret::fromString(tokens.value(u"id_token"_s).toString());
    delegation.askedScopes = asked;
    const auto token = m_desktop.desk().exchanger.exchange(delegation.environment, delegation.secondClient, delegation.idToken, asked);
    if (delegation.idToken.isEmpty() || !QTest::qWaitFor([&token] { return token.isFinished(); }, 20'000) || !token.result())
        return false;
    m_desktop.desk().session.begin(delegation, *token.result());
    m_desktop.window().showPage(ui::PageId::Record);
    return true;
}

int Visitor::revoke(const QJsonObject &tokens)
{
    const QByteArray form = http::encodeForm({ { u"client_id"_s, original }, { u"client_secret"_s, client(original).secret },
        { u"token"_s, tokens.value(u"access_token"_s).toString() } });
    return send(m_network, QUrl(m_desktop.desk().practiceEnvironment().issuer + u"/oauth/revoke"_s), &form).status;
}

QMap<qint64, QJsonObject> Visitor::items(const QString &orcid, const QString &section)
{
    QMap<qint64, QJsonObject> out;
    const orcid::Section *known = orcid::findSection(section);
    for (const record::Item &item : record::sectionFromJson(section, m_reader.get(u"/%1/%2"_s.arg(orcid, known->listPath))).items)
        out.insert(item.putCode, item.json);
    return out;
}

QJsonObject Visitor::item(const QString &orcid, const QString &section, qint64 putCode)
{
    return m_reader.get(u"/%1/%2/%3"_s.arg(orcid, orcid::findSection(section)->itemPath).arg(putCode));
}

} // namespace baton::test
