// The fault board's page of RegistryCore.
#include "app/practice/registrycore.h"

namespace baton::practice {

namespace {

HttpResponse backToBoard()
{
    return HttpResponse { 303, {}, {} }.with("Location", "/practice").with("Cache-Control", "no-store");
}

/// What the form says about a fault; nothing when that is how it stands. An unchanged fault is not switched again: for a
/// revocation that would take in what was allowed since.
std::optional<FaultValues> changes(const Fault &fault, const Form &form)
{
    FaultValues values;
    bool changed = form.has(fault.name) != fault.on;
    for (const FaultSetting &setting : fault.settings) {
        const QString field = fault.name + QLatin1Char('.') + setting.key;
        if (!form.has(field))
            continue;
        values.insert(setting.key, form.value(field));
        changed = changed || form.value(field) != setting.value;
    }
    return changed ? std::optional(values) : std::nullopt;
}

} // namespace

HttpResponse RegistryCore::showBoard(int status, const Session &session, const QString &hint)
{
    return m_pages.faultBoard(status, session, { m_faults.board(), m_clock.now(), m_clock.offset(), hint });
}

HttpResponse RegistryCore::faultBoard(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    if (request.method == "GET")
        return showBoard(200, session, {});
    const auto form = ownForm(request, session, formpurpose::faults);
    if (!form)
        return notOurForm(session);
    const FaultBoard board = m_faults.board();
    for (const Fault &fault : board.faults) {
        const auto values = changes(fault, *form);
        const auto set = values ? m_faults.set(fault.name, form->has(fault.name), *values) : Result<void>();
        if (!set)
            return showBoard(400, session, set.error().text());
    }
    moveClock(form->value(QStringLiteral("move-clock")));
    return backToBoard();
}

HttpResponse RegistryCore::faultsOff(const HttpRequest &request)
{
    const Session session = m_sessions.of(request);
    if (!ownForm(request, session, formpurpose::faults))
        return notOurForm(session);
    m_faults.allOff();
    return backToBoard();
}

void RegistryCore::moveClock(const QString &choice)
{
    static const QStringList moves { QStringLiteral("3600"), QStringLiteral("-3600"), QStringLiteral("86400"), QStringLiteral("-86400") };
    if (choice == u"real")
        m_clock.setOffset({});
    else if (moves.contains(choice))
        m_clock.advance(std::chrono::seconds(choice.toInt()));
    else
        return;
    if (m_clockMoved)
        m_clockMoved();
}

HttpResponse RegistryCore::controlHelp(const HttpRequest &request)
{
    return m_pages.controlApi(m_sessions.of(request));
}

} // namespace baton::practice
