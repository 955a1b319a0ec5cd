#include "app/practice/registryworker.h"

#include "app/base/random.h"
#include "app/practice/practiceclients.h"

namespace baton::practice {

namespace {

QString trimmedAddress(QString address)
{
    while (address.endsWith(QLatin1Char('/')))
        address.chop(1);
    return address;
}

QStringList clientIds()
{
    QStringList ids;
    for (const Client &client : practiceClients())
        ids << client.id;
    return ids;
}

bool isAddress(const QUrl &url)
{
    return url.isValid() && (url.scheme() == u"http" || url.scheme() == u"https") && !url.host().isEmpty() && url.userInfo().isEmpty()
        && !url.hasQuery() && !url.hasFragment();
}

Result<void> checkIssuer(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (isAddress(url) && url.path().isEmpty())
        return {};
    return fail(QStringLiteral("practice.address"),
                QCoreApplication::translate("PracticeServer", "%1 cannot be the practice registry's public address.").arg(address),
                QCoreApplication::translate("PracticeServer", "Give an http or https address; the issuer has no path."));
}

/// What a proxy passes on is served under /v3.0, and a 201 tells clients to come back to this address.
Result<void> checkApi(const QString &address)
{
    const QUrl url(address, QUrl::StrictMode);
    if (isAddress(url) && url.path().endsWith(u"/v3.0"))
        return {};
    return fail(QStringLiteral("practice.address"),
                QCoreApplication::translate("PracticeServer", "%1 cannot be the public address of the practice registry's Member API.").arg(address),
                QCoreApplication::translate("PracticeServer", "Give an http or https address that ends in /v3.0, as in https://api.practice.example/v3.0."));
}

QByteArray hostOf(const QString &address)
{
    const QUrl url(address);
    const QString host = url.host(QUrl::FullyEncoded).toLower();
    return (url.port() < 0 ? host : host + QLatin1Char(':') + QString::number(url.port())).toLatin1();
}

} // namespace

Result<Info> RegistryWorker::open(const Options &options)
{
    auto server = std::make_unique<Server>();
    const auto port = server->listen(options.port);
    if (!port)
        return fail(port.error());
    const QString here = QStringLiteral("http://127.0.0.1:%1").arg(*port);
    const QString issuer = options.issuer.isEmpty() ? here : trimmedAddress(options.issuer);
    const QString api = options.api.isEmpty() ? issuer + QStringLiteral("/v3.0") : trimmedAddress(options.api);
    for (const auto &checked : { checkIssuer(issuer), checkApi(api) }) {
        if (!checked)
            return fail(checked.error());
    }
    const auto state = loadOrMakeState(options.stateDir, clientIds(), m_clock.now().date().year(), options.keepSecrets);
    if (!state)
        return fail(state.error());
    auto core = RegistryCore::create(issuer, api, *state, options, m_clock);
    if (!core)
        return fail(core.error());
    m_core = std::move(*core);
    m_server = std::move(server);
    m_controlKey = Secret(randomToken(32));
    m_core->faults().onChange([this] { keepBoard(); });
    m_core->onReplaced([this] { Q_EMIT replaced(); });
    m_core->onPeopleChanged([this] { peopleChanged(); });
    m_core->onClockMoved([this] { clockMoved(); });
    keepBoard();
    m_log = RequestLog(options.jsonLog ? RequestLog::Style::Json : options.textLog ? RequestLog::Style::Text : RequestLog::Style::Silent);
    m_front = std::make_unique<Front>(*m_core, control(), m_log);
    m_front->limit(m_clock, options.ratePerSecond);
    m_server->onRefusal([this](const GateRefusal &refusal) { return m_front->refused(refusal); });
    m_server->serve(gateRules(here), [this](const HttpRequest &request) {
        ++m_requests;
        return m_front->handle(request);
    });
    connect(&m_sweep, &QTimer::timeout, this, [this] { m_core->sweep(); });
    m_sweep.start(std::chrono::minutes(10));
    return info();
}

GateRules RegistryWorker::gateRules(const QString &here) const
{
    const Info info = m_core->info();
    GateRules rules;
    rules.hosts = { hostOf(here) };
    for (const QString &address : { info.issuer, info.api })
        rules.hosts << hostOf(address) << hostOf(address) + (address.startsWith(u"https:") ? ":443" : ":80");
    rules.bulkPath = "/practice/control/load";
    rules.bulkAuthorization = "Bearer " + m_controlKey.reveal();
    return rules;
}

ControlApi RegistryWorker::control()
{
    return ControlApi(m_controlKey, m_clock, m_log,
                      { [this] { clockMoved(); }, [this] { return counts(); }, [this] { return m_core->reset(); }, [this] { return m_core->saveState(); },
                        [this](const QByteArray &state) { return m_core->loadState(state); } });
}

QJsonObject RegistryWorker::counts() const
{
    return { { QStringLiteral("requests"), m_requests.load() }, { QStringLiteral("connections"), m_server->openConnections() },
             { QStringLiteral("clients"), m_core->accounts().clients().size() }, { QStringLiteral("researchers"), m_core->records().all().size() },
             { QStringLiteral("tokens"), m_core->accounts().tokenCount() }, { QStringLiteral("codes"), m_core->accounts().codeCount() },
             { QStringLiteral("sessions"), m_core->sessions().count() } };
}

Info RegistryWorker::info() const
{
    Info info = m_core->info();
    info.controlKey = m_controlKey;
    return info;
}

FaultBoard RegistryWorker::board() const
{
    const QMutexLocker locked(&m_boardLock);
    return m_board;
}

void RegistryWorker::keepBoard()
{
    FaultBoard now = m_core->faults().board();
    {
        const QMutexLocker locked(&m_boardLock);
        m_board = std::move(now);
    }
    Q_EMIT faultsChanged();
}

void RegistryWorker::clockMoved()
{
    m_core->sweep();
    keepBoard(); // the clock is one of the faults
    Q_EMIT infoChanged(info());
}

void RegistryWorker::peopleChanged()
{
    keepBoard();
    Q_EMIT infoChanged(info());
}

void RegistryWorker::start(const Options &options)
{
    const auto info = open(options);
    if (info)
        Q_EMIT ready(*info);
    else
        Q_EMIT failed(info.error());
}

void RegistryWorker::stop()
{
    m_sweep.stop();
    m_sweep.disconnect(this);
    m_server.reset();
    m_front.reset();
    m_core.reset();
}

} // namespace baton::practice
