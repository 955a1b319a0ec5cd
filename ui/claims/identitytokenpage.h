#pragma once

#include "app/claims/claims.h"
#include "app/claims/jwkssource.h"
#include "app/signin/tokens.h"
#include "ui/common/page.h"

#include <optional>

class QBoxLayout;
class QPushButton;
class QStackedWidget;
class QTableView;

namespace baton::ui {

class Card;
class CheckList;
class ClaimsModel;
class Chip;
class PersonHead;
class RawToken;
class Spinner;

/// What an id_token says and how it was checked. Handing over is possible only when every check passed.
class IdentityTokenPage : public Page {
    Q_OBJECT
public:
    IdentityTokenPage(claims::JwksSource &keys, const Clock &clock, QWidget *parent = nullptr);

    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    const std::optional<claims::Claims> &claims() const { return m_claims; }
    const std::optional<signin::Tokens> &tokens() const { return m_tokens; }

public Q_SLOTS:
    void setTokens(const baton::signin::Tokens &tokens);
    void checkAgain();
    void clear();

Q_SIGNALS:
    void verified(const baton::claims::Claims &claims); ///< after each check, whatever its result
    void handOverRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildEmpty();
    QWidget *buildBody();
    QWidget *buildClaims();
    void verify(bool again);
    void settle(const Result<jose::JwkSet> &keys, bool again, int round);
    void showClaims(const claims::Claims &claims);
    void refuse(const QString &reason);
    void setBusy(bool busy);

    claims::JwksSource &m_keys;
    const Clock &m_clock;
    std::optional<signin::Tokens> m_tokens;
    std::optional<claims::Claims> m_claims;
    int m_round = 0;
    QStackedWidget *m_stack;
    PersonHead *m_person;
    QLabel *m_client, *m_clientId;
    QBoxLayout *m_clientLine;
    Chip *m_summary;
    Spinner *m_spinner;
    Banner *m_problem;
    CheckList *m_checks;
    Card *m_claimsCard = nullptr;
    ClaimsModel *m_model;
    QTableView *m_table;
    RawToken *m_raw;
    QPushButton *m_again, *m_handOver, *m_copyJson;
};

} // namespace baton::ui
