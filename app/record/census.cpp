#include "app/record/census.h"

#include "app/base/strictjson.h"
#include "app/base/whendone.h"
#include "app/record/itemreader.h"
#include "app/record/refusal.h"
#include "app/record/wire.h"

#include <QtConcurrent/QtConcurrentRun>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

Result<WorksCensus> census(const QByteArray &list, const QString &originalClientId, const QString &secondClientId)
{
    const auto json = parseJsonObject(list, { maxAnswerBytes });
    if (!json)
        return fail(json.error());
    WorksCensus out;
    for (const Item &item : sectionFromJson(u"works"_s, *json).items) {
        ++out.works;
        const bool theirs = item.source.originClientId == originalClientId && (secondClientId.isEmpty() || item.source.clientId == secondClientId);
        out.ofOthers += theirs ? 0 : 1;
    }
    return out;
}

} // namespace

QFuture<Result<WorksCensus>> countWorks(http::HttpClient &http, const orcid::Environment &environment, const QString &orcid, const Secret &token,
    const QString &originalClientId, const QString &secondClientId)
{
    http::Request request;
    request.url = QUrl(environment.apiBase.toString() + u'/' + orcid + u"/works"_s);
    request.allowedHosts = environment.allowedHosts();
    request.bearer = token;
    request.maxBytes = maxAnswerBytes;
    request.side = http::Side::Giving;
    request.clientId = originalClientId;
    const Answer<Result<WorksCensus>> answer;
    whenDone(http.send(request), &http, [&http, answer, originalClientId, secondClientId](const Result<http::Response> &response) {
        if (!response)
            return answer.give(fail(response.error()));
        if (response->status != 200)
            return answer.give(fail(refusal(*response)));
        whenDone(QtConcurrent::run([list = response->body, originalClientId, secondClientId] { return census(list, originalClientId, secondClientId); }), &http,
            [answer](const Result<WorksCensus> &counted) { answer.give(counted); });
    });
    return answer.future();
}

} // namespace baton::record
