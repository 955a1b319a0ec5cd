#include "ui/claims/identitytokenpage.h"

#include "app/base/text.h"
#include "app/jose/jws.h"
#include "ui/claims/checklist.h"
#include "ui/claims/claimsmodel.h"
#include "ui/claims/rawtoken.h"
#include "ui/common/columns.h"
#include "ui/common/personhead.h"
#include "ui/common/table.h"

#include <QtCore/QJsonDocument>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QStackedWidget>

using namespace Qt::StringLiterals;

namespace baton::ui {

IdentityTokenPage::IdentityTokenPage(claims::JwksSource &keys, const Clock &clock, QWidget *parent)
    : Page(tr("Identity token"), tr("What the registry says about this sign-in, and how Baton checked it."), parent)
    , m_keys(keys)
    , m_clock(clock)
{
    m_again = makeButton(tr("Check again"), u"refresh"_s, tr("Check again"));
    m_handOver = makeButton(tr("Hand over…"), u"handover"_s, tr("Hand over id_token"), "primary");
    actions()->addWidget(m_again);
    actions()->addWidget(m_handOver);
    m_stack = new QStackedWidget;
    m_stack->addWidget(buildEmpty());
    m_stack->addWidget(buildBody());
    body()->addWidget(m_stack, 1);
    connect(m_again, &QPushButton::clicked, this, &IdentityTokenPage::checkAgain);
    connect(m_handOver, &QPushButton::clicked, this, [this] {
        Q_EMIT handOverRequested();
        Q_EMIT navigate(PageId::HandOver);
    });
    clear();
}

QWidget *IdentityTokenPage::buildEmpty()
{
    auto *empty = new QWidget;
    auto *column = new QVBoxLayout(empty);
    column->setSpacing(14);
    column->addStretch();
    column->addWidget(makeLabel(tr("No one has signed in yet."), "name"), 0, Qt::AlignHCenter);
    auto *signIn = makeButton(tr("Sign in"), u"signin"_s, tr("Sign in"), "primary");
    column->addWidget(signIn, 0, Qt::AlignHCenter);
    column->addStretch(2);
    connect(signIn, &QPushButton::clicked, this, [this] { Q_EMIT navigate(PageId::SignIn); });
    return empty;
}

QWidget *IdentityTokenPage::buildBody()
{
    auto *page = new QWidget;
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(14);

    auto *head = new Card;
    m_person = new PersonHead(PersonHead::Mark::Person);
    connect(m_person, &PersonHead::linkActivated, this, &Page::linkActivated);
    auto *signedIn = new QVBoxLayout;
    signedIn->setSpacing(2);
    signedIn->addWidget(makeLabel(tr("Signed in for"), "caption"), 0, Qt::AlignRight);
    m_clientLine = new QBoxLayout(QBoxLayout::LeftToRight);
    m_clientLine->setSpacing(6);
    m_client = makeLabel({}, "strong");
    m_clientId = makeLabel({}, "mono");
    m_clientLine->addWidget(m_client, 0, Qt::AlignRight);
    m_clientLine->addWidget(m_clientId, 0, Qt::AlignRight);
    signedIn->addLayout(m_clientLine);
    m_summary = new Chip;
    m_spinner = new Spinner;
    m_spinner->hide();
    m_person->row()->addLayout(signedIn);
    m_person->row()->addWidget(m_spinner);
    m_person->row()->addWidget(m_summary);
    head->body()->setContentsMargins(14, 9, 14, 9);
    head->body()->addWidget(m_person);
    column->addWidget(head);

    m_problem = new Banner;
    m_problem->hide();
    column->addWidget(m_problem);

    auto *columns = new Columns(14);
    m_checks = new CheckList;
    m_checks->setMinimumWidth(260);
    columns->add(m_checks, 3);
    columns->add(buildClaims(), 5);
    connect(columns, &Columns::stackedChanged, this, [this](bool stacked) {
        m_checks->setMinimumHeight(stacked ? Theme::of().iconSize(180) : 0);
        m_claimsCard->setMinimumHeight(stacked ? Theme::of().iconSize(240) : 0);
    });
    column->addWidget(columns, 1);
    m_raw = new RawToken;
    column->addWidget(m_raw);
    return page;
}

QWidget *IdentityTokenPage::buildClaims()
{
    m_claimsCard = new Card;
    QHBoxLayout *header = m_claimsCard->addHeader(tr("Claims"), tr("signed by the registry"));
    m_copyJson = makeButton(tr("Copy as JSON"), u"copy"_s, tr("Copy claims as JSON"), "flat small");
    header->addWidget(m_copyJson);
    m_model = new ClaimsModel(this);
    m_table = makeTable(tr("Claims"), m_model);
    const auto fit = [this] {
        m_table->resizeColumnToContents(ClaimsModel::Claim);
        m_table->setColumnWidth(ClaimsModel::Value, Theme::of().iconSize(194));
        m_claimsCard->setMinimumWidth(Theme::of().iconSize(380));
    };
    connect(&Theme::of(), &Theme::changed, m_table, fit);
    connect(m_model, &QAbstractItemModel::modelReset, m_table, fit, Qt::QueuedConnection); // once the table has taken the rows in
    fit();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_claimsCard->addFlush(m_table);
    connect(m_copyJson, &QPushButton::clicked, this, [this] {
        if (m_claims)
            copyText(QString::fromUtf8(QJsonDocument(m_claims->payload).toJson(QJsonDocument::Indented)));
    });
    return m_claimsCard;
}

// In a narrow window the client's ID goes under its name.
void IdentityTokenPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    const bool wide = width() >= Theme::of().iconSize(880);
    m_clientLine->setDirection(wide ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_clientLine->setSpacing(wide ? 6 : 1);
}

void IdentityTokenPage::triggerPrimary()
{
    if (m_handOver->isEnabled())
        m_handOver->click();
}

void IdentityTokenPage::setEnvironment(const orcid::Environment &environment)
{
    Page::setEnvironment(environment);
    if (m_tokens && m_tokens->environment.id != environment.id)
        clear();
}

void IdentityTokenPage::clear()
{
    ++m_round;
    m_tokens.reset();
    m_claims.reset();
    m_raw->setToken({});
    m_model->setRows({});
    m_checks->setChecks({}, {});
    hideBanner();
    m_stack->setCurrentIndex(0);
    m_again->setEnabled(false);
    refuse(tr("No one has signed in yet."));
}

void IdentityTokenPage::setTokens(const signin::Tokens &tokens)
{
    clear();
    m_tokens = tokens;
    m_stack->setCurrentIndex(1);
    m_person->setPerson(tokens.name, tokens.orcid.isEmpty() ? QString() : tokens.environment.orcidUri(plain(tokens.orcid)));
    m_client->setText(plain(tokens.client.name));
    m_clientId->setText(tokens.client.clientId);
    m_raw->setToken(tokens.idToken);
    verify(false);
}

void IdentityTokenPage::checkAgain()
{
    if (m_tokens)
        verify(true);
}

void IdentityTokenPage::setBusy(bool busy)
{
    m_spinner->setVisible(busy);
    m_summary->setVisible(!busy);
    m_again->setEnabled(!busy && m_tokens);
    m_again->setAccessibleDescription(busy ? tr("Checking") : QString());
}

void IdentityTokenPage::verify(bool again)
{
    const int round = ++m_round;
    setBusy(true);
    refuse(tr("The id_token is being checked."));
    const auto parts = jose::parseJws(m_tokens->idToken.view());
    const QString kid = parts ? parts->kid() : QString();
    whenDone(m_keys.keysFor(m_tokens->environment, kid), this,
        [this, again, round](const Result<jose::JwkSet> &keys) { settle(keys, again, round); });
}

void IdentityTokenPage::settle(const Result<jose::JwkSet> &keys, bool again, int round)
{
    if (round != m_round || !m_tokens)
        return;
    setBusy(false);
    if (keys)
        hideBanner();
    else
        showError(keys.error());

    claims::Expectations expected;
    expected.issuer = m_tokens->environment.issuer;
    expected.audience = m_tokens->client.clientId;
    if (!m_tokens->nonce.isEmpty())
        expected.nonce = m_tokens->nonce;
    if (!m_tokens->accessToken.isEmpty())
        expected.accessToken = m_tokens->accessToken;
    if (!m_tokens->orcid.isEmpty())
        expected.orcid = m_tokens->orcid;
    expected.now = m_clock.now();
    // Expiry counts at the sign-in; looked at again later the token has merely grown older.
    expected.expiryIsInformation = again;
    const auto read = claims::verifyIdToken(m_tokens->idToken, keys.value_or(jose::JwkSet {}), expected);
    if (!read) {
        m_claims.reset();
        showError(read.error());
        m_summary->set(tr("Not readable"), Tone::Err, u"xcircle"_s);
        refuse(tr("The id_token can't be read."));
        return;
    }
    showClaims(*read);
    Q_EMIT verified(*m_claims);
}

void IdentityTokenPage::showClaims(const claims::Claims &claims)
{
    m_claims = claims;
    const QString id = claims.sub.isNull() ? plain(m_tokens->orcid) : claims.sub.toString();
    m_person->setPerson(claims.name.isEmpty() ? m_tokens->name : claims.name, id.isEmpty() ? QString() : m_tokens->environment.orcidUri(id));
    m_checks->setChecks(claims.checks, claims.checkedAt.isValid() ? claims.checkedAt : m_clock.now());
    m_model->setRows(claims.rows);
    m_claimsCard->setHeaderCaption(tr("%n, signed by the registry", nullptr, int(claims.rows.size())));
    const int total = int(claims.checks.size()), failed = claims.failedCount();
    if (claims.allPassed()) {
        m_summary->set(tr("%1 of %2 checks passed").arg(claims.passedCount()).arg(total), Tone::Ok, u"shield"_s);
        m_problem->hide();
        m_handOver->setEnabled(true);
        m_handOver->setAccessibleDescription({});
        m_handOver->setToolTip({});
        return;
    }
    QStringList names;
    for (const claims::Check &check : claims.checks) {
        if (check.state == claims::Check::State::Failed)
            names << check.name;
    }
    m_summary->set(failed > 0 ? tr("%1 of %2 failed").arg(failed).arg(total) : tr("Not all checked"), failed > 0 ? Tone::Err : Tone::Warn,
        failed > 0 ? u"shieldoff"_s : u"warn"_s);
    const QString reason = failed > 0 ? tr("%1 of %2 checks failed: %3.").arg(failed).arg(total).arg(names.join(u", "_s))
                                      : tr("Not every check could be made.");
    m_problem->set(Tone::Err, reason,
        tr("This id_token can't be handed over. Sign in again; if it happens again, look at the HTTP exchange and ask the registry."));
    m_problem->show();
    refuse(reason);
}

void IdentityTokenPage::refuse(const QString &reason)
{
    m_handOver->setEnabled(false);
    m_handOver->setAccessibleDescription(reason);
    m_handOver->setToolTip(reason.toHtmlEscaped());
}

} // namespace baton::ui
