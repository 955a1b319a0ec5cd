#include "ui/shell/customenvironment.h"

#include "app/signin/discovery.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace baton::ui {

CustomEnvironment::CustomEnvironment(http::HttpClient &http, QWidget *parent)
    : FlowDialog(parent)
    , m_http(http)
    , m_issuer(new QLineEdit(this))
    , m_api(new QLineEdit(this))
    , m_words(makeText({}, "text2", this))
    , m_use(makeButton(tr("Use this provider"), {}, tr("Use this provider"), "primary", this))
{
    setWindowTitle(tr("Custom provider"));
    m_issuer->setAccessibleName(tr("Issuer address"));
    m_issuer->setPlaceholderText(QStringLiteral("https://login.example.org"));
    m_api->setAccessibleName(tr("Record API address"));
    m_api->setPlaceholderText(tr("optional, ends in /v3.0"));
    m_words->setText(tr("Baton reads the provider’s discovery document. Whether it can exchange an id_token shows when it is asked to."));
    auto *cancel = makeButton(tr("Cancel"), {}, tr("Cancel"), "", this);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_use);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(18, 16, 18, 14);
    column->setSpacing(10);
    column->addWidget(makeLabel(tr("Any OpenID provider"), "name", this));
    column->addWidget(makeLabel(tr("Issuer address"), "strong", this));
    column->addWidget(m_issuer);
    column->addWidget(makeLabel(tr("Record API address"), "strong", this));
    column->addWidget(m_api);
    column->addWidget(m_words);
    column->addLayout(buttons);
    setMinimumWidth(460);
    m_use->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_use, &QPushButton::clicked, this, &CustomEnvironment::look);
}

void CustomEnvironment::say(const QString &words)
{
    m_words->setText(words);
}

void CustomEnvironment::look()
{
    QString issuer = m_issuer->text().trimmed();
    while (issuer.endsWith(u'/'))
        issuer.chop(1);
    const QString api = m_api->text().trimmed();
    const auto environment = orcid::Environment::custom(issuer, api.isEmpty() ? QUrl() : QUrl(api, QUrl::StrictMode));
    if (!QUrl(issuer, QUrl::StrictMode).isValid() || QUrl(issuer).host().isEmpty()) {
        say(tr("“%1” is not an address. Give the issuer as the provider writes it, such as https://login.example.org.").arg(issuer));
        return;
    }
    m_use->setEnabled(false);
    say(tr("Reading the discovery document…"));
    whenDone(signin::discover(m_http, environment, this), this, [this, environment](const Result<signin::Provider> &found) {
        m_use->setEnabled(true);
        if (!found) {
            say(found.error().text());
            return;
        }
        Q_EMIT chosen(orcid::Environment::custom(environment.issuer, environment.apiBase, found->tokenEndpoint));
        accept();
    });
}

} // namespace baton::ui
