#include "app/record/wire.h"

#include "app/base/whendone.h"
#include "app/orcid/sections.h"
#include "app/record/addition.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QRandomGenerator>
#include <QtCore/QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace baton::record {

QString recordPath(const exchange::DelegatedSession &session, const QString &rest)
{
    return session.delegation().orcid + u'/' + rest;
}

QString listPath(const exchange::DelegatedSession &session, const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return recordPath(session, known ? known->listPath : section);
}

QString addPath(const exchange::DelegatedSession &session, const QString &section)
{
    const orcid::Section *known = orcid::findSection(section);
    return recordPath(session, known ? known->itemPath : section);
}

QString itemPath(const exchange::DelegatedSession &session, const QString &section, qint64 putCode)
{
    return addPath(session, section) + u'/' + QString::number(putCode);
}

QString partiesOf(const exchange::DelegatedSession &session)
{
    const exchange::Delegation &delegation = session.delegation();
    return QStringList { delegation.environment.id, delegation.orcid, delegation.originalClientId, delegation.secondClient.clientId }.join(u' ');
}

Error partiesChanged()
{
    return { u"session.replaced"_s, QCoreApplication::translate("Record", "Another record was opened meanwhile. Nothing more was sent to the former one."),
        QCoreApplication::translate("Record", "Open it again and see what became of it."), 0, 0, {} };
}

namespace {

bool isWorthAsking(const Result<http::Response> &response)
{
    if (response)
        return response->status == 429 || (response->status >= 502 && response->status <= 504);
    const QString &code = response.error().code;
    return code == u"http.cut_short" || code == u"http.unreachable" || code == u"http.timeout";
}

void getAgain(exchange::DelegatedSession &session, const QString &path, const Patience &patience, const http::Request &request,
    const Answer<Result<http::Response>> &answer)
{
    whenDone(session.send(request, path), &session, [&session, path, patience, request, answer](const Result<http::Response> &response) {
        if (patience.attempts <= 1 || !isWorthAsking(response))
            return answer.give(response);
        Patience left = patience;
        --left.attempts;
        left.firstWait = std::min<std::chrono::milliseconds>(patience.firstWait * 2, 8s);
        const auto wait = std::max(jittered(patience.firstWait), response ? retryAfter(*response) : 0ms);
        QTimer::singleShot(wait, &session, [&session, path, left, request, answer] { getAgain(session, path, left, request, answer); });
    });
}

} // namespace

std::chrono::milliseconds jittered(std::chrono::milliseconds wait)
{
    return std::chrono::milliseconds(wait.count() / 2 + QRandomGenerator::global()->bounded(int(wait.count() / 2) + 1));
}

QFuture<Result<http::Response>> get(exchange::DelegatedSession &session, const QString &path, const Patience &patience, const http::Request &request)
{
    const Answer<Result<http::Response>> answer;
    http::Request large = request;
    large.maxBytes = maxAnswerBytes;
    getAgain(session, path, patience, large, answer);
    return answer.future();
}

QFuture<Result<http::Response>> sendJson(exchange::DelegatedSession &session, const QByteArray &method, const QString &path,
    const QJsonObject &content)
{
    http::Request request;
    request.method = method;
    request.body = QJsonDocument(content).toJson(QJsonDocument::Compact);
    request.contentType = "application/json";
    // A proxy's page says less than its status and Retry-After; whoever sent the POST has to see them.
    request.expectJson = method != "POST";
    return session.send(std::move(request), path);
}

QFuture<Result<http::Response>> sendDelete(exchange::DelegatedSession &session, const QString &path)
{
    http::Request request;
    request.method = "DELETE";
    return session.send(std::move(request), path);
}

} // namespace baton::record
