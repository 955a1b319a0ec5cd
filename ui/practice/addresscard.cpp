#include "ui/practice/addresscard.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"
#include "ui/common/fields.h"
#include "ui/common/keyvalues.h"

#include <QtWidgets/QBoxLayout>

namespace baton::ui {

using namespace Qt::StringLiterals;

AddressCard::AddressCard(http::HttpClient &http, QWidget *parent)
    : Card(parent)
    , m_http(http)
    , m_state(new Chip(this))
    , m_issuer(new CopyField(tr("Issuer"), tr("Copy issuer"), this))
    , m_api(new CopyField(tr("API address"), tr("Copy API address"), this))
    , m_discovery(new CopyField(tr("Discovery address"), tr("Copy discovery address"), this))
    , m_jwks(new CopyField(tr("Keys address"), tr("Copy keys address"), this))
    , m_note(makeText({}, "caption", this))
    , m_check(makeButton(tr("Check now"), u"pulse"_s, tr("Check reachability"), "small", this))
{
    QHBoxLayout *head = addHeader(tr("Addresses"));
    head->addWidget(m_state);
    head->addWidget(m_check);
    m_state->setAccessibleName(tr("Registry state"));
    auto *grid = new KeyValues(this, 110);
    grid->add(tr("Issuer"), m_issuer);
    grid->add(tr("API"), m_api);
    grid->add(tr("Discovery"), m_discovery);
    grid->add(tr("Keys"), m_jwks);
    body()->addLayout(grid);
    body()->addWidget(m_note);
    connect(m_check, &QPushButton::clicked, this, &AddressCard::probe);
}

void AddressCard::setEnvironment(const orcid::Environment &environment)
{
    m_environment = environment;
    m_probed = false;
    m_issuer->setText(environment.issuer);
    if (environment.apiBase.isEmpty())
        m_api->setWords(tr("none: this provider has no record API"));
    else
        m_api->setText(environment.apiBase.toString());
    m_discovery->setText(environment.discoveryUrl().toString());
    m_jwks->setWords(tr("named by the discovery document"));
    m_state->set(tr("Not checked"), Tone::Neutral, u"pending"_s);
    m_note->setText(tr("Its signing keys and endpoints are read from the discovery document, at the same host only."));
    m_check->setEnabled(true);
}

void AddressCard::probe()
{
    m_probed = true;
    m_check->setEnabled(false);
    m_state->set(tr("Asking…"), Tone::Neutral, u"clock"_s);
    http::Request request;
    request.url = m_environment.discoveryUrl();
    request.allowedHosts = m_environment.allowedHosts();
    request.retry = false;
    request.hint = u"discovery"_s;
    whenDone(m_http.send(request), this, [this, asked = m_environment](const Result<http::Response> &result) { show(result, asked); });
}

void AddressCard::show(const Result<http::Response> &result, const orcid::Environment &asked)
{
    if (!(asked == m_environment))
        return;
    m_check->setEnabled(true);
    const auto unreachable = [this](const Error &error) {
        m_state->set(tr("Not reachable"), Tone::Err, u"xcircle"_s);
        m_note->setText(tr("The discovery document was not read; sign-in needs it."));
        Q_EMIT failed(error);
        Q_EMIT probed(false);
    };
    if (!result) {
        unreachable(result.error());
        return;
    }
    const auto json = parseJsonObject(result->body, { 512 * 1024, 16, true });
    const QString issuer = json ? json->value("issuer"_L1).toString() : QString();
    if (result->status != 200 || issuer != m_environment.issuer) {
        Error error;
        error.code = u"registry.discovery"_s;
        error.traceId = result->traceId;
        error.httpStatus = result->status;
        error.what = result->status != 200 ? tr("The registry answered %1 instead of its discovery document.").arg(result->status)
                                           : tr("The discovery document names another issuer: %1.").arg(issuer.isEmpty() ? tr("none") : plain(issuer.left(200)));
        error.next = tr("Sign-in will not work before that is right. Look at the HTTP exchange.");
        unreachable(error);
        return;
    }
    m_state->set(tr("Reachable"), Tone::Ok, u"okcircle"_s);
    showKeys(json->value("jwks_uri"_L1).toString());
    m_note->setText(tr("The discovery document names this issuer."));
    Q_EMIT probed(true);
}

void AddressCard::showKeys(const QString &jwks)
{
    if (jwks.isEmpty())
        m_jwks->setWords(tr("not named"));
    else
        m_jwks->setText(jwks.left(500));
}

} // namespace baton::ui
