#include "app/record/refusal.h"

#include "app/base/text.h"
#include "app/orcid/errors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>
#include <QtCore/QRegularExpression>

using namespace Qt::StringLiterals;

namespace baton::record {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Record", text);
}

QJsonObject bodyOf(const http::Response &response)
{
    return QJsonDocument::fromJson(response.body).object();
}

int codeIn(const QJsonObject &body)
{
    const QJsonValue code = body.value(u"error-code"_s);
    return code.isString() ? code.toString().toInt() : code.toInt();
}

// "…please see element with put-code 12. If you are…"
qint64 putCodeIn(const QJsonObject &body)
{
    static const QRegularExpression pattern(u"put-code (\\d+)"_s);
    return pattern.match(body.value(u"developer-message"_s).toString()).captured(1).toLongLong();
}

// What the registry found wrong in particular (orcid.md 9.1); the rest of its message is the code's general text.
QString validationWords(const QJsonObject &body)
{
    const QString message = plain(body.value(u"developer-message"_s).toString());
    const QString mark = u"Full validation error: "_s;
    const qsizetype at = message.indexOf(mark);
    return at < 0 ? QString() : message.mid(at + mark.size(), 300).trimmed();
}

Error make(const http::Response &response, const QString &code, const QString &what, const QString &next)
{
    Error error;
    error.code = code;
    error.what = what;
    error.next = next;
    error.traceId = response.traceId;
    error.httpStatus = response.status;
    error.details = bodyOf(response);
    return error;
}

Error orcidRefusal(const http::Response &response, int number)
{
    const orcid::Explanation explanation = orcid::explain(number);
    Error error = make(response, u"orcid.%1"_s.arg(number), explanation.meaning, explanation.next);
    if (const QString said = validationWords(error.details); !said.isEmpty())
        error.what += u' ' + translated(QT_TRANSLATE_NOOP("Record", "The registry says: %1")).arg(said);
    if (const qint64 putCode = number == 9021 ? putCodeIn(error.details) : 0)
        error.details[u"put-code"_s] = putCode;
    return error;
}

} // namespace

bool isOffline(const Error &error)
{
    return error.code == u"http.unreachable" || error.code == u"http.timeout" || error.code == u"http.cut_short" || error.code == u"record.busy";
}

int orcidCode(const http::Response &response)
{
    return response.status < 300 ? 0 : codeIn(bodyOf(response));
}

Error refusal(const http::Response &response)
{
    if (const int number = orcidCode(response))
        return orcidRefusal(response, number);
    switch (response.status) {
    case 401:
        return make(response, u"record.token"_s, translated(QT_TRANSLATE_NOOP("Record", "The registry no longer accepts the delegated token.")),
            translated(QT_TRANSLATE_NOOP("Record", "Renew it. If that is refused too, the researcher may have withdrawn the permission.")));
    case 403:
        return make(response, u"record.forbidden"_s, translated(QT_TRANSLATE_NOOP("Record", "The registry refused the request before it reached the record.")),
            translated(QT_TRANSLATE_NOOP("Record", "Look at the HTTP exchange: the token may be missing or not meant for this API.")));
    case 404:
        return make(response, u"record.not_found"_s, translated(QT_TRANSLATE_NOOP("Record", "The registry doesn’t have this record or item.")),
            translated(QT_TRANSLATE_NOOP("Record", "Refresh the record; the item may have been deleted.")));
    case 429:
    case 502:
    case 503:
    case 504:
        return make(response, u"record.busy"_s,
            translated(QT_TRANSLATE_NOOP("Record", "The registry is too busy and answered %1.")).arg(response.status),
            translated(QT_TRANSLATE_NOOP("Record", "Try again in a minute.")));
    default:
        return make(response, u"record.answer"_s,
            translated(QT_TRANSLATE_NOOP("Record", "The registry answered %1, which Baton doesn’t expect here.")).arg(response.status),
            translated(QT_TRANSLATE_NOOP("Record", "Look at the HTTP exchange.")));
    }
}

bool mayHaveArrived(const Error &error)
{
    static const QStringList unknown { u"http.timeout"_s, u"http.cut_short"_s, u"http.unreachable"_s, u"http.not_json"_s, u"http.too_large"_s };
    return unknown.contains(error.code);
}

bool mayHaveArrived(const http::Response &response)
{
    return response.status >= 500 && orcidCode(response) == 0;
}

} // namespace baton::record
