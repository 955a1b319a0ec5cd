#include "app/practice/control.h"

#include "app/base/strictjson.h"
#include "app/practice/board/faultjson.h"

#include <QtCore/QCoreApplication>

namespace baton::practice {

namespace {

const QByteArray prefix = "/practice/control";
constexpr qint64 maxSeconds = 100LL * 366 * 24 * 3600; // a century either way

struct Words {
    Q_DECLARE_TR_FUNCTIONS(PracticeControl)
};

HttpResponse json(int status, const QJsonObject &object)
{
    HttpResponse response = HttpResponse::json(status, object);
    return response.with("Cache-Control", "no-store");
}

HttpResponse refuse(int status, const char *error, const QString &description)
{
    return HttpResponse::oauthError(status, QString::fromLatin1(error), description);
}

HttpResponse refuse(const Error &error)
{
    return refuse(error.code == u"practice.fault" ? 404 : 400, error.code.toLatin1().constData(), error.text());
}

/// A JSON object; an empty body is one without members.
Result<QJsonObject> body(const HttpRequest &request)
{
    if (request.body.trimmed().isEmpty())
        return QJsonObject();
    return parseJsonObject(request.body, { .maxBytes = 64 * 1024, .maxDepth = 8 });
}

Result<qint64> wholeNumber(const QJsonObject &object, const QString &key, qint64 least, qint64 most)
{
    const QJsonValue value = object.value(key);
    const bool whole = value.isDouble() && value.toDouble() == double(value.toInteger());
    if (whole && value.toInteger() >= least && value.toInteger() <= most)
        return value.toInteger();
    return fail(QStringLiteral("practice.control"), Words::tr("“%1” must be a whole number from %2 to %3.").arg(key).arg(least).arg(most));
}

} // namespace

ControlApi::ControlApi(Secret key, PracticeClock &clock, RequestLog &log, ControlActions actions)
    : m_key(std::move(key)), m_clock(clock), m_log(log), m_actions(std::move(actions))
{
}

bool ControlApi::isFor(const QByteArray &path)
{
    return path == prefix || path.startsWith(prefix + '/');
}

const QList<ControlApi::Route> &ControlApi::routes()
{
    static const QList<Route> list {
        { "", { "GET" }, &ControlApi::state },
        { "faults", { "GET", "DELETE" }, &ControlApi::faults },
        { "faults/", { "GET", "PUT", "POST", "DELETE" }, &ControlApi::oneFault },
        { "seed", { "PUT", "POST" }, &ControlApi::seed },
        { "clock", { "GET", "PUT", "POST", "DELETE" }, &ControlApi::clock },
        { "log", { "GET" }, &ControlApi::log },
        { "reset", { "POST" }, &ControlApi::reset },
        { "save", { "GET" }, &ControlApi::save },
        { "load", { "PUT", "POST" }, &ControlApi::load },
    };
    return list;
}

HttpResponse ControlApi::handle(const HttpRequest &request, FaultEngine &faults) const
{
    if (m_key.isEmpty() || !constantTimeEqual(request.bearer(), m_key.view())) {
        HttpResponse refused = refuse(401, "unauthorized", Words::tr("Send the control key that the registry printed at its start: Authorization: Bearer KEY."));
        return refused.with("WWW-Authenticate", "Bearer realm=\"practice control\"");
    }
    const QByteArray rest = request.path.mid(prefix.size() + 1);
    const qsizetype slash = rest.indexOf('/');
    const Call call { request, faults, request.method, slash < 0 ? rest : rest.left(slash + 1), slash < 0 ? QByteArray() : rest.mid(slash + 1) };
    for (const Route &route : routes()) {
        if (call.what != route.what)
            continue;
        if (route.methods.contains(call.method))
            return (this->*route.handler)(call);
        const QByteArray allowed = route.methods.join(", ");
        HttpResponse refused = refuse(405, "invalid_request", Words::tr("Only %1 is supported here.").arg(QString::fromLatin1(allowed)));
        return refused.with("Allow", allowed);
    }
    return refuse(404, "not_found", Words::tr("The control API has no such address. Its addresses: faults, faults/NAME, seed, clock, log, reset, save, load."));
}

QJsonObject ControlApi::clockJson() const
{
    return { { QStringLiteral("now"), m_clock.now().toString(Qt::ISODateWithMs) },
             { QStringLiteral("offset"), qint64(std::chrono::duration_cast<std::chrono::seconds>(m_clock.offset()).count()) } };
}

HttpResponse ControlApi::state(const Call &call) const
{
    return json(200, { { QStringLiteral("faults"), faultsToJson(call.faults.board()) }, { QStringLiteral("seed"), qint64(call.faults.seed()) },
                       { QStringLiteral("clock"), clockJson() }, { QStringLiteral("counts"), m_actions.counts() } });
}

HttpResponse ControlApi::faults(const Call &call) const
{
    if (call.method == "DELETE")
        call.faults.allOff();
    return json(200, { { QStringLiteral("faults"), faultsToJson(call.faults.board()) } });
}

HttpResponse ControlApi::oneFault(const Call &call) const
{
    const QString name = QString::fromUtf8(call.name);
    const auto sent = body(call.request);
    if (!sent)
        return refuse(sent.error());
    const QJsonValue on = sent->value(u"on"), settings = sent->value(u"settings");
    const bool wellFormed = (on.isUndefined() || on.isBool()) && (settings.isUndefined() || settings.isObject());
    const auto values = faultValuesFromJson(settings.toObject());
    if (!wellFormed || !values) {
        return refuse(400, "practice.control", wellFormed ? values.error().text()
                                                          : Words::tr("Send {\"on\": true or false, \"settings\": {\"key\": \"value\"}}."));
    }
    Result<void> done;
    if (call.method == "DELETE")
        done = call.faults.set(name, false);
    else if (call.method != "GET")
        done = call.faults.set(name, on.toBool(true), *values);
    const FaultBoard board = call.faults.board();
    const auto found = findFault(board, name);
    if (!done || !found)
        return refuse(done ? found.error() : done.error());
    return json(200, faultToJson(**found));
}

HttpResponse ControlApi::seed(const Call &call) const
{
    const auto sent = body(call.request);
    const auto number = sent ? wholeNumber(*sent, QStringLiteral("seed"), 0, 0xffffffffLL) : fail(sent.error());
    if (!number)
        return refuse(number.error());
    call.faults.setSeed(quint32(*number));
    return json(200, { { QStringLiteral("seed"), *number } });
}

HttpResponse ControlApi::clock(const Call &call) const
{
    const auto sent = body(call.request);
    if (!sent)
        return refuse(sent.error());
    const bool back = call.method == "DELETE", move = call.method == "PUT" || call.method == "POST";
    if (move) {
        const bool relative = sent->contains(u"advance");
        const auto number = wholeNumber(*sent, relative ? QStringLiteral("advance") : QStringLiteral("offset"), -maxSeconds, maxSeconds);
        if (!number)
            return refuse(number.error());
        const auto before = relative ? m_clock.offset() : std::chrono::milliseconds(0);
        const auto after = before + std::chrono::seconds(*number);
        if (std::chrono::abs(after) > std::chrono::seconds(maxSeconds))
            return refuse(400, "practice.control", Words::tr("The clock cannot be moved by more than a century."));
        m_clock.setOffset(after);
    }
    if (back)
        m_clock.setOffset({});
    if (back || move)
        m_actions.clockMoved();
    return json(200, clockJson());
}

HttpResponse ControlApi::log(const Call &call) const
{
    QJsonArray lines;
    for (const RequestLine &line : m_log.after(call.request.parameter(QStringLiteral("after")).toULongLong()))
        lines.append(line.toJson());
    return json(200, { { QStringLiteral("requests"), lines } });
}

HttpResponse ControlApi::reset(const Call &) const
{
    const auto done = m_actions.reset();
    return done ? HttpResponse { 204, {}, {} } : refuse(done.error());
}

HttpResponse ControlApi::save(const Call &) const
{
    HttpResponse file = HttpResponse::text(200, m_actions.save(), "application/json;charset=UTF-8");
    return file.with("Cache-Control", "no-store");
}

HttpResponse ControlApi::load(const Call &call) const
{
    const auto done = m_actions.load(call.request.body);
    return done ? HttpResponse { 204, {}, {} } : refuse(done.error());
}

} // namespace baton::practice
