#include "app/orcid/scopes.h"
#include "app/practice/api/memberapi.h"
#include "app/practice/state/statefile.h"
#include "tests/fuzz/httpinput.h"

#include <QtCore/QXmlStreamReader>

using namespace baton;

namespace {

const QByteArray kState = R"({"clients":[{"id":"APP-0123456789ABCDEF","name":"C"}],"groups":[{"group-id":"issn:2765-0014","name":"G"}],
"researchers":[{"orcid":"0000-0002-1825-0097","given":"J","family":"K","biography":"b","sections":{"works":[{"put-code":7,"source":"APP-0123456789ABCDEF",
"visibility":"limited","item":{"title":{"title":{"value":"T"}},"type":"book","external-ids":{"external-id":[{"external-id-type":"doi",
"external-id-value":"10.5555/1","external-id-relationship":"self"}]}}}],"keywords":[{"put-code":8,"source":"APP-0123456789ABCDEF","item":{"content":"k"}}],
"emails":[{"verified":true,"item":{"email":"a@b.example"}}]}}]})";

practice::Caller writer()
{
    practice::Caller caller;
    caller.clientId = QStringLiteral("APP-0123456789ABCDEF");
    caller.clientName = QStringLiteral("C");
    caller.orcid = QStringLiteral("0000-0002-1825-0097");
    for (const orcid::Scope &scope : orcid::allScopes())
        caller.scopes.insert(scope.name);
    return caller;
}

void checkBody(const practice::HttpResponse &response)
{
    const QByteArray type = response.header("content-type");
    if (response.body.isEmpty())
        return;
    if (type.contains("json")) {
        QJsonParseError error;
        QJsonDocument::fromJson(response.body, &error);
        if (error.error != QJsonParseError::NoError)
            std::abort();
    } else if (type.contains("xml")) {
        QXmlStreamReader reader(response.body);
        while (!reader.atEnd())
            reader.readNext();
        if (reader.hasError())
            std::abort();
    }
}

} // namespace

/// A whole request to the Member API, JSON and XML, searches included: the answer is well formed, and what was created can be
/// read.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const ManualClock clock { QDateTime(QDate(2026, 11, 25), QTime(12, 0), Qt::UTC) };
    static const auto begin = practice::state::read(kState, clock, {}, {});
    static const practice::Caller caller = writer();
    auto [head, body] = fuzz::headAndBody(fuzz::view(data, size));
    practice::GateRules rules;
    rules.hosts = { "h" };
    practice::Head checked;
    head += "\nhost: h";
    if (practice::checkHead(head, rules, &checked))
        return 0;
    practice::Records records((*begin)->records, clock);
    practice::MemberApi api(records, QStringLiteral("http://h"), QStringLiteral("http://h/v3.0"));
    const practice::HttpRequest request = fuzz::requestOf(head, body);
    const practice::HttpResponse response = api.handle(request, caller);
    if (response.status < 200 || response.status > 599)
        std::abort();
    checkBody(response);
    const QByteArray place = response.header("location");
    if (response.status == 201 && !place.isEmpty()) {
        const QByteArray path = place.mid(place.indexOf("/v3.0/"));
        for (const char *accept : { "application/json", "application/xml" }) {
            const auto stored = api.handle(fuzz::requestOf("GET " + path + " HTTP/1.1\naccept: " + accept, {}), caller);
            if (stored.status != 200)
                std::abort();
            checkBody(stored);
        }
    }
    checkBody(api.handlePublic(request));
    return 0;
}
