// Reset, save, load, and newcomers of RegistryCore.
#include "app/practice/registrycore.h"

#include "app/base/orcidid.h"
#include "app/base/random.h"
#include "app/practice/practiceclients.h"
#include "app/practice/state/clients.h"
#include "app/practice/state/researchers.h"

#include <QtCore/QCoreApplication>

namespace baton::practice {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeState", text);
}

Failure refused(const char *what, const QString &why, const QString &next)
{
    return fail(QLatin1String("practice.") + QLatin1String(what), why, next);
}

bool isName(const QString &text, qsizetype longest)
{
    state::Problem problem;
    state::Node(text, &problem).asText(longest);
    return !problem.found() && !text.contains(u'\n') && !text.contains(u'\t');
}

/// Against the clients and researchers of that content. Errors: practice.fault, practice.fault_setting.
Result<void> checkFaults(const state::Content &content, const QList<FaultRequest> &faults)
{
    const FaultBoard board { faultCatalogue(peopleOf(content.accounts, content.records)) };
    for (const FaultRequest &request : faults) {
        const auto fault = findFault(board, request.name);
        if (!fault)
            return fail(fault.error());
        for (auto it = request.values.begin(); it != request.values.end(); ++it) {
            if (const auto fits = checkSetting(**fault, it.key(), it.value(), Strict::Running); !fits)
                return fits;
        }
    }
    return {};
}

QString newClientId()
{
    static constexpr char alphabet[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    QString id = QStringLiteral("APP-");
    while (id.size() < 20) {
        const quint8 byte = quint8(randomBytes(1).at(0));
        if (byte < 252) // 7 × 36: no character is likelier than another
            id += QLatin1Char(alphabet[byte % 36]);
    }
    return id;
}

} // namespace

QList<Client> RegistryCore::usualClients() const
{
    QList<Client> clients = practiceClients();
    for (Client &client : clients)
        client.secret = m_kept.secrets.value(client.id);
    return clients;
}

Result<void> RegistryCore::reset()
{
    auto content = std::make_unique<state::Content>(m_clock);
    if (m_options.state.isEmpty()) {
        for (const Client &client : usualClients())
            content->accounts.addClient(client);
        if (const auto loaded = content->records.loadBuiltIn(); !loaded)
            return loaded;
    } else {
        auto read = state::read(m_options.state, m_clock, usualClients(), m_kept.secrets);
        if (!read)
            return fail(read.error());
        content = std::move(*read);
    }
    if (m_options.records > 0)
        content->records.addGenerated(m_options.records);
    const QList<FaultRequest> faults = m_options.faults + content->faults;
    if (const auto known = checkFaults(*content, faults); !known)
        return known;
    become(*content, faults);
    if (m_options.faultSeed)
        m_faults.setSeed(*m_options.faultSeed);
    return {};
}

QByteArray RegistryCore::saveState()
{
    QByteArray bytes;
    const FaultBoard board = m_faults.board();
    m_faults.lifted([&] { bytes = state::write(m_accounts, m_records, board, m_clock.offset().count()); });
    return bytes;
}

Result<void> RegistryCore::loadState(const QByteArray &bytes)
{
    auto content = state::read(bytes, m_clock, usualClients(), m_kept.secrets);
    if (!content)
        return fail(content.error());
    if (const auto known = checkFaults(**content, (*content)->faults); !known)
        return state::refusal(QStringLiteral("faults: ") + (known.error().what.endsWith(u'.') ? known.error().what.chopped(1) : known.error().what));
    become(**content, (*content)->faults);
    return {};
}

/// The faults must have been checked: setting them does not fail then.
void RegistryCore::become(state::Content &content, const QList<FaultRequest> &faults)
{
    m_faults.reset();
    m_accounts.take(content.accounts);
    m_records.take(content.records);
    m_clock.setOffset(std::chrono::milliseconds(content.aheadMs));
    m_sessions.signOutAll();
    for (const FaultRequest &fault : faults)
        m_faults.set(fault.name, true, fault.values);
    if (m_replaced)
        m_replaced();
    peopleChanged();
}

void RegistryCore::peopleChanged() const
{
    if (m_peopleChanged)
        m_peopleChanged();
}

Result<ResearcherInfo> RegistryCore::addResearcher(const QString &given, const QString &family, const QString &defaultVisibility)
{
    static const QStringList visibilities { QStringLiteral("public"), QStringLiteral("limited"), QStringLiteral("private") };
    Researcher researcher;
    researcher.given = given.trimmed();
    researcher.family = family.trimmed();
    if (researcher.given.isEmpty())
        return refused("researcher", tr("A given name is needed."), tr("Write one; a family name may be left out."));
    if (!isName(researcher.given, 100) || !isName(researcher.family, 100))
        return refused("researcher", tr("A name may have 100 characters, and no control characters."), tr("Write a shorter name."));
    if (!visibilities.contains(defaultVisibility))
        return refused("researcher", tr("%1 is no visibility.").arg(defaultVisibility.left(40)), tr("Choose public, limited or private."));
    researcher.defaultVisibility = researcher.biographyVisibility = defaultVisibility;
    researcher.note = researcher.story = tr("added here");
    // Below 0000-0001-5000-0000, where ORCID's own numbers begin.
    for (qint64 number = 9'200'001; researcher.orcid.isEmpty(); ++number) {
        const QString digits = QStringLiteral("%1").arg(number, 15, 10, QLatin1Char('0'));
        QString orcid = digits + OrcidId::checkCharacter(digits);
        orcid.insert(12, u'-').insert(8, u'-').insert(4, u'-');
        if (m_records.find(orcid) == nullptr)
            researcher.orcid = orcid;
    }
    researcher.created = researcher.modified = m_records.nowMs();
    const ResearcherInfo added = infoOf(researcher);
    m_records.add(std::move(researcher));
    peopleChanged();
    return added;
}

Result<ClientInfo> RegistryCore::addClient(const QString &name, const QStringList &redirectUris, bool exchangeGrant)
{
    Client client;
    client.name = name.trimmed();
    if (client.name.isEmpty() || !isName(client.name, 150))
        return refused("client", tr("A client needs a name of at most 150 characters, without control characters."), tr("Write one."));
    for (const QString &uri : redirectUris) {
        if (!uri.trimmed().isEmpty() && !client.redirectUris.contains(uri.trimmed()))
            client.redirectUris << uri.trimmed();
    }
    if (client.redirectUris.isEmpty() || client.redirectUris.size() > 20)
        return refused("client", tr("A client needs 1 to 20 redirect URIs."), tr("Baton’s own is %1.").arg(practiceCallback()));
    for (const QString &uri : std::as_const(client.redirectUris)) {
        if (const QString why = state::redirectProblem(uri); !why.isEmpty())
            return refused("client", why + u'.', tr("Baton’s own is %1.").arg(practiceCallback()));
    }
    do {
        client.id = newClientId();
    } while (m_accounts.findClient(client.id) != nullptr);
    client.secret = Secret::fromString(randomUuid());
    client.note = tr("added here");
    client.scopes = defaultScopes(true);
    client.oboEnabled = exchangeGrant;
    m_accounts.addClient(client);
    const ClientInfo added = infoOf(client);
    peopleChanged();
    return added;
}

} // namespace baton::practice
