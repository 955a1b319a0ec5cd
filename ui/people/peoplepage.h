#pragma once

#include "app/clients/clientstore.h"
#include "app/handover/keyring.h"
#include "app/handover/partners.h"
#include "app/handover/recipes.h"
#include "app/http/httpclient.h"
#include "ui/common/page.h"

namespace baton::ui {

class BothKeysPage;
class ClientDetails;
class ClientList;
class ComparePage;
class ImportCardDialog;
class PartnerList;
class Card;

/// Clients and partners: who we are at the registry of this environment, and whom we hand permissions to.
class PeoplePage : public Page {
    Q_OBJECT
public:
    PeoplePage(clients::ClientStore &clients, handover::KeyRing &keys, handover::Partners &partners, vault::Vault &vault,
               http::HttpClient &http, QWidget *parent = nullptr);

    void triggerPrimary() override; ///< shares the card of the selected client
    void setEnvironment(const orcid::Environment &environment) override;
    /// A card's bytes from wherever they came: a file, a drop, the clipboard.
    void importCard(const QByteArray &text);
    /// Selects one of our clients, for those who come from elsewhere.
    void showClient(const QString &clientId);

Q_SIGNALS:
    /// An ID and secret were tried: the code is empty when the registry accepted them.
    void secretTried(const QString &clientId, const QString &errorCode);
    /// A partner who works without Baton is to be told how.
    void recipesWanted(const baton::handover::RecipeFacts &facts);

private:
    QWidget *buildClients();
    QWidget *buildPartners();
    void reload();
    void showSelected();
    void addClient();
    void replaceSecret();
    void removeClient();
    void trySecret();
    void chooseCard();
    ImportCardDialog *openImport();
    void shareCard(bool whomToTell = false);
    QStringList partnerNames() const;
    void newKey();
    bool keep(const handover::Partner &partner);
    void confirm(const handover::Partner &partner);
    void tellDecided(const handover::Partner &partner, const QString &words);
    void tellWhatChanged(const handover::Partner &partner);
    void tellOfNamesake(const handover::Partner &partner);
    void lookAgain(const handover::Partner &partner);
    void askForRecipes(const handover::Partner &partner);
    void compareWords(const handover::Partner &partner);
    void wordsDiffer(handover::Partner blocked);
    void makeSubPages();
    void closeSubPages();
    void lookAtKeys(const handover::Partner &partner);
    bool needOpenVault();
    clients::ClientProfile selected() const;

    clients::ClientStore &m_clients;
    handover::KeyRing &m_keys;
    handover::Partners &m_partners;
    vault::Vault &m_vault;
    http::HttpClient &m_http;
    Card *m_clientCard;
    Card *m_partnerCard;
    ClientList *m_list;
    ClientDetails *m_details;
    QLabel *m_noClient = nullptr; ///< in the place of the details
    PartnerList *m_partnerList;
    QPushButton *m_share;
    ComparePage *m_compare = nullptr;
    BothKeysPage *m_bothKeys = nullptr;
};

} // namespace baton::ui
