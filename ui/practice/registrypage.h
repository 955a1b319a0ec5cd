#pragma once

#include "app/http/httpclient.h"
#include "app/practice/registry.h"
#include "ui/common/page.h"

namespace baton::ui {

class AddressCard;
class Card;
class Chip;
class ClockCard;
class CopyField;
class FaultBoardCard;
class PeopleCard;

/// The registry of the current environment: in Practice its state, clock, people and fault board; elsewhere where it is
/// and whether it answers.
class RegistryPage : public Page {
    Q_OBJECT
public:
    RegistryPage(practice::Registry &registry, http::HttpClient &http, QWidget *parent = nullptr);

    void triggerPrimary() override; ///< Open in browser
    void setEnvironment(const orcid::Environment &environment) override;
    /// Asks the registry for its discovery document; elsewhere than in Practice only.
    void probe();

Q_SIGNALS:
    void openLink(const QUrl &link);
    void startRequested();
    void stopRequested();
    void reachabilityChanged(bool reachable);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildState();
    void showPractice();
    void copyControlKey();
    void stopRegistry();
    qsizetype peopleAndClients() const;
    void resetRegistry();
    void saveState();
    void loadState();
    void updateRequests();
    bool isPractice() const;

    practice::Registry &m_registry;
    QPushButton *m_open, *m_toggle, *m_load, *m_save, *m_reset;
    QWidget *m_practice;
    AddressCard *m_elsewhere;
    Chip *m_state;
    CopyField *m_address;
    QLabel *m_since;
    Chip *m_controlKey;
    QWidget *m_control; ///< caption, chip and copy button
    QDateTime m_startedAt;
    QTimer m_counter;
    qsizetype m_atFirst = 0; ///< researchers and clients when the registry started
    bool m_starting = false;
};

} // namespace baton::ui
