#include "app/practice/practiceclients.h"

#include "app/orcid/scopes.h"

#include <QtCore/QCoreApplication>

namespace baton::practice {

namespace {

const QString northbridge = QStringLiteral("APP-NB7K2QX4M0T9W6RA");
const QString openGrants = QStringLiteral("APP-OG55T1ZR8K3CV7QD");
const QString meridian = QStringLiteral("APP-MF20LWQ8X5B1N4HE");
const QString halden = QStringLiteral("APP-HR61PD3VY7C2K8SN");
const QString harbour = QStringLiteral("APP-HD4W7N1RZ6K9TQ3M");
const QString lodestar = QStringLiteral("APP-LS8J5C2VX0B7MP4G");
const QString saltworks = QStringLiteral("APP-SA3T9Y6KD1W5HZ8N");
const QString pinewood = QStringLiteral("APP-PW6R2G8MQ4V0XC7F");
const QString tidePool = QStringLiteral("APP-TP48VQ0ZN6M2XJ7E");

QString tr(const char *text)
{
    return QCoreApplication::translate("PracticeClients", text);
}

Client client(const QString &id, const char *name, const QString &note)
{
    Client made;
    made.id = id;
    made.name = QString::fromLatin1(name);
    made.note = note;
    made.redirectUris = QStringList { practiceCallback() };
    made.scopes = defaultScopes(true);
    return made;
}

} // namespace

QString practiceCallback()
{
    return QStringLiteral("http://127.0.0.1:9761/callback");
}

/// For a member nothing that staff or a premium membership has to add.
QStringList defaultScopes(bool member)
{
    if (!member)
        return { QStringLiteral("openid"), QStringLiteral("/authenticate"), QStringLiteral("/read-public") };
    QStringList names;
    for (const orcid::Scope &scope : orcid::allScopes()) {
        if (scope.grant != orcid::Scope::Grant::Internal && (scope.who == orcid::Scope::Who::Public || scope.who == orcid::Scope::Who::Member))
            names << scope.name;
    }
    return names;
}

QList<Client> practiceClients()
{
    Client original = client(northbridge, "Northbridge University", tr("Original client: hands permissions over"));
    original.oboEnabled = true;
    original.allowList = QStringList { openGrants, meridian };
    Client second = client(openGrants, "Open Grants Platform", tr("Second client: exchanges and acts on behalf"));
    second.oboEnabled = true;
    original.inDemonstration = second.inDemonstration = true;
    const Client without = client(meridian, "Meridian Funders Hub", tr("Member without the exchange grant"));
    Client leftOut = client(halden, "Halden Research Institute", tr("Has the grant, but Northbridge leaves it out"));
    leftOut.oboEnabled = true;
    Client reader = client(tidePool, "Tide Pool Reader", tr("Public client: the Member API refuses it"));
    reader.member = false;
    reader.scopes = defaultScopes(false);
    Client premium = client(harbour, "Harbour Data Exchange", tr("Premium member: webhooks, unclaimed records, private e-mail addresses"));
    premium.scopes += QStringList { QStringLiteral("/webhook"), QStringLiteral("/orcid-profile/create"), QStringLiteral("/email/read-private") };
    Client wizard = client(lodestar, "Lodestar Search and Link", tr("Adds for the researcher: what it writes counts as her own word"));
    wizard.userObo = true;
    Client locked = client(saltworks, "Saltworks Archive", tr("Locked by ORCID: gets no token"));
    locked.state = Client::State::Locked;
    Client gone = client(pinewood, "Pinewood Press", tr("Deactivated: gets no token"));
    gone.state = Client::State::Deactivated;
    return { original, second, without, leftOut, reader, premium, wizard, locked, gone };
}

} // namespace baton::practice
