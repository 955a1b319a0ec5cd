#include "app/batch/trouble.h"

#include "app/http/retry.h"

#include <QtCore/QStringList>

using namespace Qt::StringLiterals;

namespace baton::batch {

namespace {

Trouble ofExchange(const QString &code)
{
    // The registry knows our client or doesn’t, or a sender is to be looked at: nobody’s rows could be written.
    static const QStringList ours { u"exchange.not_enabled"_s, u"exchange.bad_client"_s, u"exchange.stopped"_s };
    return ours.contains(code) ? Trouble::Everybody : Trouble::Person;
}

Trouble ofHttp(const QString &code)
{
    if (code == u"http.redirect") // a deprecated record points to the one it was merged into
        return Trouble::Person;
    static const QStringList passing { u"http.timeout"_s, u"http.cut_short"_s, u"http.not_json"_s };
    return passing.contains(code) ? Trouble::Later : Trouble::Everybody;
}

} // namespace

int orcidNumber(const Error &error)
{
    return error.code.startsWith(u"orcid."_s) ? error.code.mid(6).toInt() : 0;
}

Trouble troubleOf(const Error &error)
{
    const QString room = error.code.section(u'.', 0, 0);
    if (error.code == u"record.unknown" || error.code == u"record.read_back")
        return Trouble::Unknown;
    if (error.httpStatus == 429 || (error.httpStatus >= 500 && orcidNumber(error) == 0))
        return Trouble::Later;
    if (room == u"exchange")
        return ofExchange(error.code);
    if (room == u"http")
        return ofHttp(error.code);
    if (room == u"vault" || room == u"journal")
        return Trouble::Everybody;
    if (error.code == u"record.busy")
        return Trouble::Later;
    if (error.code == u"record.token" || room == u"session")
        return Trouble::Person;
    static const QList<int> wholeRecord { 9002, 9007, 9017, 9018, 9036, 9044 }; // token or client refused; deprecated, locked, unclaimed, deactivated
    const int number = orcidNumber(error);
    return number == 9057 ? Trouble::Everybody : wholeRecord.contains(number) ? Trouble::Person : Trouble::Row;
}

bool isWithdrawal(const Error &error)
{
    static const QStringList codes { u"exchange.revoked"_s, u"exchange.no_scope"_s, u"record.token"_s };
    return codes.contains(error.code);
}

std::chrono::milliseconds askedWait(const Error &error, const http::Trace &trace)
{
    const http::Exchange *exchange = error.traceId > 0 ? trace.find(error.traceId) : nullptr;
    if (!exchange)
        return {};
    for (const http::TracedHeader &header : exchange->responseHeaders) {
        if (header.name.compare("Retry-After"_L1, Qt::CaseInsensitive) == 0)
            return std::chrono::milliseconds(http::retryAfterMs(header.value.toLatin1(), QDateTime::currentDateTimeUtc()).value_or(0));
    }
    return {};
}

} // namespace baton::batch
