// Draws Clients and partners, Preferences and Registry with made-up content, for looking at: deskpictures DIR [light|dark] [percent]

#include "tests/app/handover/fixture.h"
#include "ui/common/theme.h"
#include "ui/people/bothkeyspage.h"
#include "ui/people/comparepage.h"
#include "ui/people/importcard.h"
#include "ui/people/peoplepage.h"
#include "ui/people/sharecard.h"
#include "ui/practice/registrypage.h"
#include "ui/preferences/preferencespage.h"
#include "ui/recipes/recipesdialog.h"

#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QScrollArea>

using namespace baton;
using namespace baton::ui;
using namespace Qt::StringLiterals;
using handover::Partner;

int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    const QStringList args = app.arguments();
    const QString mode = args.value(2, u"light"_s);
    Theme::of().setMode(mode == "dark"_L1 ? Theme::Mode::Dark : Theme::Mode::Light);
    Theme::of().setTextSize(args.value(3, u"100"_s).toInt());

    handover::test::OpenVault vault;
    if (!vault.open())
        return 1;
    http::Trace trace;
    http::HttpClient http(trace);
    clients::ClientStore clients(vault.vault);
    handover::KeyRing keys(vault.vault);
    handover::Partners partners(vault.vault);
    const auto environment = orcid::Environment::practice();

    QList<clients::ClientProfile> ours(2);
    ours[0] = { environment.id, u"Northbridge University"_s, u"APP-NB7K2QX4M0T9W6RA"_s, Secret::fromString(u"made-up"_s),
                { u"http://127.0.0.1:9761/callback"_s, u"https://northbridge.example/orcid"_s }, clients::ClientProfile::Delegation::Enabled,
                clients::ClientProfile::RedirectState::CameBack, u"Original client"_s, true, false };
    ours[1] = { environment.id, u"Open Grants Platform"_s, u"APP-OG55T1ZR8K3CV7QD"_s, Secret::fromString(u"made-up"_s), {},
                clients::ClientProfile::Delegation::NotTried, clients::ClientProfile::RedirectState::NotTried, u"Second client"_s, false, true };
    clients.setPracticeClients(ours);
    const auto add = [&](const QString &name, const QString &id, Partner::Trust trust, const QString &how) {
        Partner partner;
        partner.environmentId = environment.id;
        partner.name = name;
        partner.clientId = id;
        partner.key = jose::Jwk::generateEcP256().publicPart();
        partner.trust = trust;
        partner.confirmedHow = how;
        partner.confirmedAt = how.isEmpty() ? QDateTime() : QDateTime::currentDateTimeUtc();
        (void)partners.save(partner);
        return partner;
    };
    Partner changed = add(u"Meridian Funders Hub"_s, u"APP-MF20LWQ8X5B1N4HE"_s, Partner::Trust::Confirmed, u"by phone"_s);
    changed.key = jose::Jwk::generateEcP256().publicPart();
    changed.trust = Partner::Trust::Unconfirmed;
    changed.importedHow = u"on a card"_s;
    changed.importedAt = QDateTime::currentDateTimeUtc();
    (void)partners.save(changed);
    const Partner halden = add(u"Halden Research Institute"_s, u"APP-HR61PD3VY7C2K8SN"_s, Partner::Trust::Unconfirmed, {});
    add(u"Open Grants Platform"_s, u"APP-OG55T1ZR8K3CV7QD"_s, Partner::Trust::Confirmed, u"by phone, with Inês Duarte"_s);
    add(u"Lakeside Repository"_s, u"APP-LR90ZC4U2M8H6XTD"_s, Partner::Trust::Confirmed, u"in person, with Owen Pryce"_s);

    add(u"Lakeside Repository"_s, u"APP-XK33JD0P7W5B2NQT"_s, Partner::Trust::Unconfirmed, {});

    const QString suffix = u"%1-%2.png"_s.arg(mode, args.value(3, u"100"_s));
    const auto draw = [&](Page *page, const QString &name, const orcid::Environment &at) {
        auto *frame = new QScrollArea;
        frame->setWidgetResizable(true);
        frame->setFocusPolicy(Qt::NoFocus);
        page->setEnvironment(at);
        frame->setWidget(page);
        auto *window = new QWidget;
        auto *column = new QVBoxLayout(window);
        column->setContentsMargins(0, 0, 0, 0);
        column->addWidget(frame);
        window->resize(968, 700);
        window->show();
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        window->grab().save(u"%1/%2-%3"_s.arg(args.value(1, u"."_s), name, suffix));
    };
    auto *page = new PeoplePage(clients, keys, partners, vault.vault, http);
    draw(page, u"people"_s, environment);

    practice::Registry registry;
    QEventLoop loop;
    QObject::connect(&registry, &practice::Registry::started, &loop, &QEventLoop::quit);
    practice::Options options;
    options.port = 0;
    registry.start(options);
    loop.exec();
    Settings settings({});
    draw(new PreferencesPage(settings, vault.vault, registry), u"preferences"_s, environment);
    draw(new RegistryPage(registry, http), u"registry"_s, environment);
    draw(new RegistryPage(registry, http), u"registry-custom"_s, orcid::Environment::custom(u"http://127.0.0.1:9"_s));

    const auto drawDialog = [&](QDialog *dialog, const QString &name) {
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->show();
        for (int i = 0; i < 5; ++i)
            QCoreApplication::processEvents();
        dialog->grab().save(u"%1/%2-%3"_s.arg(args.value(1, u"."_s), name, suffix));
    };
    const auto ownKey = keys.keyFor(environment.id, ours[0].clientId)->key;
    auto *bothKeys = new BothKeysPage;
    bothKeys->show(*partners.find(environment.id, changed.clientId));
    draw(bothKeys, u"both-keys"_s, environment);
    drawDialog(new ShareCardDialog(ours[0], ownKey.publicPart(), *handover::makeCard(ours[0].name, ours[0].clientId, environment.id, ownKey), { u"Halden Research Institute"_s }, page), u"share"_s);
    auto *import = new ImportCardDialog(http, partners, environment.id, page);
    import->takeText(QJsonDocument(jose::Jwk::generateEcP256().publicPart().toPublicJson()).toJson(), u"pasted"_s);
    drawDialog(import, u"import"_s);
    handover::RecipeFacts facts;
    facts.environment = environment;
    facts.fileName = u"handover-practice-20261123-1403-1a2b3c4d.baton"_s;
    facts.recipientThumbprint = halden.key.thumbprintText();
    facts.originalClientId = ours[0].clientId;
    facts.secondClientId = halden.clientId;
    facts.partnerName = halden.name;
    facts.senderKey = ownKey.publicPart();
    drawDialog(new RecipesDialog(facts, page), u"recipes"_s);

    const auto own = keys.keyFor(environment.id, ours[0].clientId);
    auto *compare = new ComparePage;
    compare->show(halden, own->key.thumbprint());
    for (int i = 1; i <= 3; ++i)
        compare->findChild<QCheckBox *>(u"Heard word %1"_s.arg(i))->setChecked(true);
    draw(compare, u"compare"_s, environment);
    return 0;
}
