#include "tests/app/practice/fixture.h"

#include <QtCore/QEventLoop>
#include <QtCore/QRegularExpression>
#include <QtCore/QUrlQuery>
#include <QtNetwork/QNetworkReply>
#include <QtTest/QSignalSpy>

namespace baton::test {

QByteArray Answer::header(const QByteArray &name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

QJsonObject Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString Answer::locationItem(const QString &name) const
{
    const QUrl url = location();
    const QUrlQuery query(url.hasFragment() ? url.fragment(QUrl::FullyEncoded) : url.query(QUrl::FullyEncoded));
    return query.queryItemValue(name, QUrl::FullyDecoded);
}

PracticeFixture::PracticeFixture(const QString &stateDir) : m_stateDir(stateDir) { }

practice::Options PracticeFixture::unlimited()
{
    practice::Options options;
    options.ratePerSecond = 0;
    return options;
}

bool PracticeFixture::start(practice::Options options)
{
    options.port = 0;
    options.stateDir = m_stateDir;
    QSignalSpy failed(&registry, &practice::Registry::failed);
    registry.start(options);
    QEventLoop loop;
    QObject::connect(&registry, &practice::Registry::started, &loop, &QEventLoop::quit);
    QObject::connect(&registry, &practice::Registry::failed, &loop, &QEventLoop::quit);
    loop.exec();
    if (!failed.isEmpty())
        qWarning() << failed.first().first().value<Error>();
    return failed.isEmpty();
}

Answer PracticeFixture::send(const QByteArray &method, const QString &pathAndQuery, const QByteArray &body, const Pairs &headers)
{
    QNetworkRequest request(QUrl(registry.info().issuer + pathAndQuery));
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setTransferTimeout(20000);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name.toLatin1(), value.toUtf8());
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    if (!reply->isFinished())
        loop.exec();
    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.headers.append({ name.toLower(), value });
    answer.body = reply->readAll();
    delete reply;
    return answer;
}

QString PracticeFixture::encode(const Pairs &pairs)
{
    QStringList parts;
    for (const auto &[name, value] : pairs)
        parts << name + QLatin1Char('=') + QString::fromLatin1(QUrl::toPercentEncoding(value));
    return parts.join(QLatin1Char('&'));
}

Answer PracticeFixture::post(const QString &path, const Pairs &form, const Pairs &headers)
{
    Pairs all { { QStringLiteral("Content-Type"), QStringLiteral("application/x-www-form-urlencoded") } };
    all += headers;
    return send("POST", path, encode(form).toUtf8(), all);
}

QString PracticeFixture::secret(const QString &clientId) const
{
    for (const practice::ClientInfo &client : registry.info().clients) {
        if (client.id == clientId)
            return client.secret.revealString();
    }
    return {};
}

Answer PracticeFixture::token(const QString &clientId, const Pairs &fields)
{
    Pairs form { { QStringLiteral("client_id"), clientId }, { QStringLiteral("client_secret"), secret(clientId) } };
    return post(QStringLiteral("/oauth/token"), form + fields);
}

QString PracticeFixture::authorizePath(const QString &clientId, const QString &scope, const Pairs &extra)
{
    Pairs query { { QStringLiteral("client_id"), clientId }, { QStringLiteral("response_type"), QStringLiteral("code") },
                  { QStringLiteral("scope"), scope }, { QStringLiteral("redirect_uri"), callback }, { QStringLiteral("state"), QStringLiteral("st-1") } };
    for (const auto &[name, value] : extra) {
        query.removeIf([&name = name](const auto &pair) { return pair.first == name; });
        if (!value.isNull())
            query.append({ name, value });
    }
    return QStringLiteral("/oauth/authorize?") + encode(query);
}

QString PracticeFixture::hiddenField(const QByteArray &html, const QString &name)
{
    const QRegularExpression form(QStringLiteral("<input type=\"hidden\" name=\"%1\" value=\"([^\"]*)\">").arg(name));
    QString value = form.match(QString::fromUtf8(html)).captured(1);
    return value.replace(QStringLiteral("&quot;"), QStringLiteral("\"")).replace(QStringLiteral("&#39;"), QStringLiteral("'"))
        .replace(QStringLiteral("&lt;"), QStringLiteral("<")).replace(QStringLiteral("&gt;"), QStringLiteral(">"))
        .replace(QStringLiteral("&amp;"), QStringLiteral("&"));
}

Answer PracticeFixture::decide(const QString &path, const QString &orcid, const QString &decision, QString *cookie)
{
    QString own;
    QString &jar = cookie ? *cookie : own;
    const auto keep = [&jar](const Answer &answer) {
        const QByteArray set = answer.header("set-cookie");
        if (!set.isEmpty())
            jar = QString::fromLatin1(set.left(set.indexOf(';')));
    };
    const auto jarHeader = [&jar] { return jar.isEmpty() ? Pairs {} : Pairs { { QStringLiteral("Cookie"), jar } }; };
    const Answer page = get(path, jarHeader());
    keep(page);
    if (page.status != 200)
        return page;
    const QByteArray consent = page.body.mid(page.body.indexOf("action=\"/oauth/authorize\""));
    Pairs form { { QStringLiteral("csrf"), hiddenField(consent, QStringLiteral("csrf")) },
                 { QStringLiteral("request"), hiddenField(consent, QStringLiteral("request")) } };
    if (!orcid.isEmpty())
        form.append({ QStringLiteral("researcher"), orcid });
    form.append({ QStringLiteral("decision"), decision });
    const Answer answer = post(QStringLiteral("/oauth/authorize"), form, jarHeader());
    keep(answer);
    return answer;
}

QString PracticeFixture::code(const QString &clientId, const QString &orcid, const QString &scope, const Pairs &extra)
{
    return decide(authorizePath(clientId, scope, extra), orcid).locationItem(QStringLiteral("code"));
}

QJsonObject PracticeFixture::signIn(const QString &clientId, const QString &orcid, const QString &scope, const Pairs &extra)
{
    return token(clientId, { { QStringLiteral("grant_type"), QStringLiteral("authorization_code") },
                             { QStringLiteral("code"), code(clientId, orcid, scope, extra) },
                             { QStringLiteral("redirect_uri"), callback } })
        .json();
}

Answer PracticeFixture::exchange(const QString &clientId, const QString &idToken, const Pairs &extra)
{
    Pairs fields { { QStringLiteral("grant_type"), exchangeGrant }, { QStringLiteral("subject_token"), idToken },
                   { QStringLiteral("subject_token_type"), idTokenType }, { QStringLiteral("requested_token_type"), accessTokenType } };
    for (const auto &[name, value] : extra) {
        fields.removeIf([&name = name](const auto &pair) { return pair.first == name; });
        if (!value.isNull())
            fields.append({ name, value });
    }
    return token(clientId, fields);
}

} // namespace baton::test
