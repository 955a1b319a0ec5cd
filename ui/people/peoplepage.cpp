#include "ui/people/peoplepage.h"

#include "app/base/text.h"
#include "app/handover/keyaddress.h"
#include "ui/common/columns.h"
#include "ui/common/dialogs.h"
#include "ui/common/fields.h"
#include "ui/common/rule.h"
#include "ui/common/widgets.h"
#include "ui/people/bothkeyspage.h"
#include "ui/people/clientdetails.h"
#include "ui/people/clientdialogs.h"
#include "ui/people/clientlist.h"
#include "ui/people/comparepage.h"
#include "ui/people/importcard.h"
#include "ui/people/partnerlist.h"
#include "ui/people/secrettrial.h"
#include "ui/people/sharecard.h"

#include <QtWidgets/QBoxLayout>

#include <algorithm>

namespace baton::ui {

using namespace Qt::StringLiterals;
using clients::ClientProfile;
using handover::Partner;

PeoplePage::PeoplePage(clients::ClientStore &clients, handover::KeyRing &keys, handover::Partners &partners, vault::Vault &vault,
                       http::HttpClient &http, QWidget *parent)
    : Page(tr("Clients and partners"), tr("Who you are at the registry, and whom you hand permissions to."), parent)
    , m_clients(clients)
    , m_keys(keys)
    , m_partners(partners)
    , m_vault(vault)
    , m_http(http)
{
    auto *import = makeButton(tr("Import card…"), u"import"_s, tr("Import card"), "", this);
    m_share = makeButton(tr("Share my card…"), u"export"_s, tr("Share my card"), "primary", this);
    actions()->addWidget(import);
    actions()->addWidget(m_share);
    auto *columns = new Columns(16, this);
    columns->add(buildClients());
    columns->add(buildPartners());
    body()->addWidget(columns, 1);
    makeSubPages();

    connect(import, &QPushButton::clicked, this, &PeoplePage::chooseCard);
    connect(m_share, &QPushButton::clicked, this, [this] { shareCard(); });
    connect(m_list, &QListWidget::currentRowChanged, this, &PeoplePage::showSelected);
    connect(&m_clients, &clients::ClientStore::changed, this, &PeoplePage::reload);
    connect(&m_keys, &handover::KeyRing::changed, this, &PeoplePage::showSelected);
    connect(&m_partners, &handover::Partners::changed, this, &PeoplePage::reload);
    connect(&m_vault, &vault::Vault::stateChanged, this, &PeoplePage::closeSubPages);
    connect(&m_vault, &vault::Vault::stateChanged, this, &PeoplePage::reload);
    reload();
}

QWidget *PeoplePage::buildClients()
{
    m_clientCard = new Card(this);
    QHBoxLayout *head = m_clientCard->addHeader(tr("Our clients"), u" "_s);
    auto *add = makeButton(tr("Add client…"), u"plus"_s, tr("Add client"), "small flat", m_clientCard);
    head->addWidget(add);
    m_list = new ClientList(m_clientCard);
    m_details = new ClientDetails(m_clientCard);
    m_clientCard->addFlush(m_list, 0);
    m_clientCard->addFlush(m_details, 1);
    m_noClient = makeText({}, "text2", m_clientCard);
    m_noClient->setContentsMargins(14, 12, 14, 12);
    m_noClient->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_clientCard->addFlush(m_noClient, 1);
    connect(add, &QPushButton::clicked, this, &PeoplePage::addClient);
    connect(m_details, &ClientDetails::replaceSecret, this, &PeoplePage::replaceSecret);
    connect(m_details, &ClientDetails::removeClient, this, &PeoplePage::removeClient);
    connect(m_details, &ClientDetails::newKey, this, &PeoplePage::newKey);
    connect(m_details, &ClientDetails::trySecret, this, &PeoplePage::trySecret);
    connect(m_details, &ClientDetails::howToRegister, this, [this] {
        tell(this, tr("How to register a client"),
             tr("Member organisations ask ORCID for credentials, first for the Sandbox, then for Production. A redirect URI is registered by its scheme, host and "
                "port; the path may go on behind it. For Baton register a loopback address such as http://127.0.0.1:9761/callback, or an https page of yours whose "
                "address you then paste into Sign in. Exchanging an id_token needs the delegation grant besides: ask ORCID whether your client has it."));
    });
    return m_clientCard;
}

QWidget *PeoplePage::buildPartners()
{
    m_partnerCard = new Card(this);
    QHBoxLayout *head = m_partnerCard->addHeader(tr("Partners"), u" "_s);
    auto *search = new SearchField(tr("Search partners"), m_partnerCard);
    search->setProperty("kind", u"small"_s);
    search->setMaximumWidth(190);
    head->addWidget(search);
    m_partnerList = new PartnerList(m_partnerCard);
    m_partnerCard->addFlush(m_partnerList, 1);
    m_partnerCard->addFlush(new Rule(m_partnerCard), 0);
    auto *foot = new QWidget(m_partnerCard);
    auto *row = new QHBoxLayout(foot);
    row->setContentsMargins(14, 10, 14, 10);
    row->setSpacing(10);
    row->addWidget(new IconLabel(u"info"_s, &Colors::text3, 16, foot), 0, Qt::AlignTop);
    row->addWidget(makeText(tr("A partner counts as confirmed once five words were compared in voice or in person."), "caption", foot), 1);
    m_partnerCard->addFlush(foot, 0);
    connect(search, &QLineEdit::textChanged, m_partnerList, &PartnerList::setFilter);
    connect(m_partnerList, &PartnerList::compareWords, this, &PeoplePage::compareWords);
    connect(m_partnerList, &PartnerList::lookAtKeys, this, &PeoplePage::lookAtKeys);
    connect(m_partnerList, &PartnerList::lookAgain, this, &PeoplePage::lookAgain);
    connect(m_partnerList, &PartnerList::recipesWanted, this, &PeoplePage::askForRecipes);
    connect(m_partnerList, &PartnerList::removePartner, this, [this](const Partner &partner) {
        askFirst(this, tr("Remove %1?").arg(plain(partner.name)), tr("The key and your confirmation are forgotten. Packages already sealed to it stay as they are."),
                 tr("Remove partner"), tr("Remove this partner"), [this, partner] {
                     if (const auto removed = m_partners.remove(partner.environmentId, partner.clientId); !removed)
                         showError(removed.error());
                 });
    });
    return m_partnerCard;
}

void PeoplePage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    closeSubPages();
    hideBanner();
    reload();
}

void PeoplePage::reload()
{
    const QList<ClientProfile> ours = m_clients.clients(environment().id);
    const QList<Partner> partners = m_partners.partners(environment().id);
    m_clientCard->setHeaderCaption(tr("%1 in %2").arg(ours.size()).arg(environment().name));
    m_partnerCard->setHeaderCaption(tr("%1 in %2").arg(partners.size()).arg(environment().name));
    m_list->setClients(ours);
    m_partnerList->setPartners(partners, m_vault.isOpen() ? tr("No partner yet. Import the card of somebody you hand permissions to or receive them from.")
                                                          : tr("Partners are in the vault, which is closed."));
}

void PeoplePage::showSelected()
{
    const ClientProfile client = selected();
    m_details->setVisible(!client.isNull());
    m_noClient->setVisible(client.isNull());
    m_noClient->setText(m_vault.isOpen() ? tr("No client yet. Add the client ID and secret the registry gave your organisation.")
                                         : tr("Clients are in the vault, which is closed."));
    m_share->setEnabled(!client.isNull());
    if (client.isNull())
        return;
    m_details->setClient(client, environment(), m_vault.protection());
    const auto key = m_vault.isOpen() ? m_keys.keyFor(client.environmentId, client.clientId) : Result<handover::KeyRing::OwnKey>(fail({}));
    m_details->setKey(key ? std::optional(*key) : std::nullopt);
}

ClientProfile PeoplePage::selected() const
{
    return m_clients.find(environment().id, m_list->currentClient());
}

void PeoplePage::showClient(const QString &clientId)
{
    m_list->select(clientId);
}

bool PeoplePage::needOpenVault()
{
    if (m_vault.isOpen())
        return true;
    showError({ u"vault.locked"_s, tr("The vault is closed, so nothing can be kept or signed."), tr("Unlock it in Preferences, then try again."), 0, 0, {} });
    return false;
}

void PeoplePage::addClient()
{
    if (!needOpenVault())
        return;
    auto *dialog = new AddClientDialog(m_clients, environment(), this);
    connect(dialog, &AddClientDialog::added, this, &PeoplePage::showClient);
    dialog->open();
}

void PeoplePage::replaceSecret()
{
    if (const ClientProfile client = selected(); !client.isNull())
        (new ReplaceSecretDialog(m_clients, client, this))->open();
}

void PeoplePage::removeClient()
{
    const ClientProfile client = selected();
    if (client.isNull())
        return;
    askFirst(this, tr("Remove %1?").arg(plain(client.name)),
             tr("Its secret is forgotten on this computer. At the registry nothing changes: tokens and permissions stay until they are revoked there."),
             tr("Remove client"), tr("Remove this client"), [this, client] {
                 if (const auto removed = m_clients.remove(client.environmentId, client.clientId); !removed)
                     showError(removed.error());
             });
}

void PeoplePage::trySecret()
{
    const ClientProfile client = selected();
    if (client.isNull())
        return;
    hideBanner();
    m_details->setTrying(true);
    whenDone(ui::trySecret(m_http, environment(), client), this, [this, client](const Result<void> &result) {
        Q_EMIT secretTried(client.clientId, result ? QString() : result.error().code);
        if (selected().clientId != client.clientId) {
            m_details->setTrying(false);
            return;
        }
        m_details->setTried(result.has_value(), result ? tr("The registry gave a /read-public token for this ID and secret; it was thrown away.") : QString());
        if (!result)
            showError(result.error());
    });
}

void PeoplePage::chooseCard()
{
    if (needOpenVault())
        openImport();
}

ImportCardDialog *PeoplePage::openImport()
{
    hideBanner();
    auto *dialog = new ImportCardDialog(m_http, m_partners, environment().id, this);
    connect(dialog, &ImportCardDialog::imported, this, &PeoplePage::tellWhatChanged);
    dialog->open();
    return dialog;
}

void PeoplePage::importCard(const QByteArray &text)
{
    if (needOpenVault())
        openImport()->takeText(text, tr("from a file"));
}

bool PeoplePage::keep(const Partner &partner)
{
    if (const auto saved = m_partners.save(partner); !saved) {
        showError(saved.error());
        return false;
    }
    tellWhatChanged(partner);
    return true;
}

void PeoplePage::confirm(const Partner &partner)
{
    if (!keep(partner))
        return;
    const auto now = m_partners.find(partner.environmentId, partner.clientId);
    if (now && now->trust == Partner::Trust::Confirmed)
        tellDecided(partner, tr("%1 is confirmed. Packages can be sealed to this key and are accepted from it.").arg(plain(partner.name)));
}

// What was said before about this partner is over.
void PeoplePage::tellDecided(const Partner &partner, const QString &words)
{
    showNotice(words);
    m_partnerList->show(partner);
}

void PeoplePage::tellWhatChanged(const Partner &partner)
{
    const auto now = m_partners.find(partner.environmentId, partner.clientId);
    if (now && now->trust == Partner::Trust::KeyChanged)
        showError({ u"partner.key_changed"_s, tr("Another key arrived for %1.").arg(plain(now->name)),
                    tr("Nothing is sealed to it or accepted from it until you have looked at both keys."), 0, 0, {} });
    else if (now && now->trust == Partner::Trust::Unconfirmed)
        tellOfNamesake(*now);
}

// S30: a card can borrow the name of somebody who is known.
void PeoplePage::tellOfNamesake(const Partner &partner)
{
    if (const auto known = handover::namesakeOf(partner, m_partners.partners(partner.environmentId)))
        showError({ u"partner.namesake"_s, tr("You know %1 already, with another key, as client %2.").arg(plain(known->name), plain(known->clientId)),
            tr("The new entry for client %1 stays unconfirmed. Ask the partner you know whether it is theirs before you compare words.").arg(plain(partner.clientId)), 0, 0, {} });
}

void PeoplePage::shareCard(bool whomToTell)
{
    const ClientProfile client = selected();
    if (client.isNull() || !needOpenVault())
        return;
    const auto key = m_keys.keyFor(client.environmentId, client.clientId);
    if (!key) {
        showError(key.error());
        return;
    }
    const auto card = handover::makeCard(client.name, client.clientId, client.environmentId, key->key);
    if (!card) {
        showError(card.error());
        return;
    }
    (new ShareCardDialog(client, key->key.publicPart(), *card, whomToTell ? partnerNames() : QStringList(), this))->open();
}

QStringList PeoplePage::partnerNames() const
{
    QStringList names;
    for (const Partner &partner : m_partners.partners(environment().id)) {
        // Only with whom the words were compared can anything go on with the old key.
        const bool compared = partner.trust == Partner::Trust::Confirmed || (partner.trust == Partner::Trust::KeyChanged && partner.confirmedAt.isValid());
        if (compared && partner.clientId != selected().clientId)
            names << partner.name;
    }
    std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    return names;
}

void PeoplePage::newKey()
{
    const ClientProfile client = selected();
    if (client.isNull() || !needOpenVault())
        return;
    askFirst(this, tr("Make a new key for %1?").arg(plain(client.name)),
             tr("The old key is kept and goes on opening what was sealed to it. To every partner the new one is another key under your name: nothing goes on with them until they "
                "have your new card and have compared the words."),
             tr("Make new key"), tr("Make this new key"), [this, client] {
                 if (const auto made = m_keys.renew(client.environmentId, client.clientId); !made)
                     showError(made.error());
                 else
                     shareCard(true);
             });
}

void PeoplePage::lookAgain(const Partner &partner)
{
    hideBanner();
    whenDone(handover::fetchKey(m_http, partner.keyAddress, partner.environmentId, this, partner.thumbprint()), this, [this, partner](const Result<Partner> &found) {
        if (!found)
            return showError(found.error());
        Partner now = *found;
        now.name = partner.name;
        now.clientId = partner.clientId;
        now.importedHow = tr("from %1").arg(partner.keyAddress.host(QUrl::FullyEncoded));
        now.importedAt = QDateTime::currentDateTimeUtc();
        keep(now);
        if (now.thumbprint() == partner.thumbprint())
            showNotice(tr("%1 still shows the key you know at %2.").arg(plain(partner.name), partner.keyAddress.host(QUrl::FullyEncoded)));
    });
}

void PeoplePage::askForRecipes(const Partner &partner)
{
    const ClientProfile client = selected();
    const auto key = client.isNull() ? Result<handover::KeyRing::OwnKey>(fail({})) : m_keys.keyFor(client.environmentId, client.clientId);
    if (!key) {
        showError({ u"recipes.client"_s, tr("There is no client of ours to make recipes for."), tr("Add a client first; its key signs what you seal."), 0, 0, {} });
        return;
    }
    handover::RecipeFacts facts;
    facts.environment = environment();
    facts.fileName = u"package.baton"_s;
    facts.alg = partner.key.type() == jose::Jwk::Type::Rsa ? jose::KeyAlg::RsaOaep256 : jose::KeyAlg::EcdhEsA256Kw;
    facts.recipientThumbprint = partner.key.thumbprintText();
    facts.originalClientId = client.clientId;
    facts.secondClientId = partner.clientId;
    facts.partnerName = partner.name;
    facts.senderKey = key->key.publicPart();
    Q_EMIT recipesWanted(facts);
}

void PeoplePage::compareWords(const Partner &partner)
{
    const ClientProfile client = selected();
    const auto key = client.isNull() ? Result<handover::KeyRing::OwnKey>(fail({})) : m_keys.keyFor(client.environmentId, client.clientId);
    m_compare->show(partner, key ? key->key.thumbprint() : QByteArray());
    if (const auto known = handover::namesakeOf(partner, m_partners.partners(partner.environmentId)); known && partner.trust == Partner::Trust::Unconfirmed)
        m_compare->showError({ u"partner.namesake"_s, tr("You know %1 already, with another key, as client %2.").arg(plain(known->name), plain(known->clientId)),
            tr("Call the number you have of them, and ask whether client %1 is theirs too.").arg(plain(partner.clientId)), 0, 0, {} });
    Q_EMIT subPageRequested(m_compare);
}

void PeoplePage::wordsDiffer(Partner blocked)
{
    blocked.trust = Partner::Trust::Blocked;
    blocked.confirmedHow.clear();
    blocked.confirmedAt = {};
    keep(blocked);
    showError({ u"partner.words_differ"_s, tr("%1 is blocked: the words differ, so the card is not theirs.").arg(plain(blocked.name)),
        tr("Tell the partner, remove this entry and import a card you got another way. If it was a slip, compare again."), 0, 0, {} });
    m_partnerList->show(blocked);
}

void PeoplePage::lookAtKeys(const Partner &partner)
{
    m_bothKeys->show(partner);
    Q_EMIT subPageRequested(m_bothKeys);
}

// One of each, shown for one partner after the other.
void PeoplePage::makeSubPages()
{
    m_compare = new ComparePage(this);
    m_bothKeys = new BothKeysPage(this);
    m_compare->hide();
    m_bothKeys->hide();
    connect(m_compare, &ComparePage::confirmed, this, &PeoplePage::confirm);
    connect(m_compare, &ComparePage::differ, this, &PeoplePage::wordsDiffer);
    connect(m_bothKeys, &BothKeysPage::compareNew, this, &PeoplePage::compareWords);
    connect(m_bothKeys, &BothKeysPage::keepOld, this, [this](const Partner &partner) {
        const auto kept = m_partners.keepOldKey(partner.environmentId, partner.clientId);
        if (!kept)
            return showError(kept.error());
        const auto now = m_partners.find(partner.environmentId, partner.clientId);
        const bool confirmed = now && now->trust == Partner::Trust::Confirmed;
        tellDecided(partner, confirmed ? tr("The key you confirmed of %1 stays. The one that arrived is forgotten, and packages go on with %1.").arg(plain(partner.name))
                                       : tr("The key you knew of %1 stays; the words were never compared. The one that arrived is forgotten.").arg(plain(partner.name)));
    });
    connect(m_bothKeys, &BothKeysPage::block, this, [this](Partner blocked) {
        blocked.otherKey = {};
        blocked.trust = Partner::Trust::Blocked;
        if (keep(blocked))
            tellDecided(blocked, tr("%1 is blocked: nothing is sealed to it or accepted from it. Compare again to take that back.").arg(plain(blocked.name)));
    });
}

// What is being decided belongs to a partner who is not in sight any more.
void PeoplePage::closeSubPages()
{
    for (SubPage *page : { static_cast<SubPage *>(m_compare), static_cast<SubPage *>(m_bothKeys) })
        Q_EMIT page->closed();
}

void PeoplePage::triggerPrimary()
{
    if (m_share->isEnabled())
        shareCard();
}

} // namespace baton::ui
