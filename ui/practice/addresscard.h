#pragma once

#include "app/http/httpclient.h"
#include "app/orcid/environment.h"
#include "ui/common/widgets.h"

namespace baton::ui {

class CopyField;

/// The addresses of a registry that is not ours, and whether its discovery document can be read.
class AddressCard : public Card {
    Q_OBJECT
public:
    AddressCard(http::HttpClient &http, QWidget *parent);
    void setEnvironment(const orcid::Environment &environment);
    void probe();
    bool wasProbed() const { return m_probed; }

Q_SIGNALS:
    void probed(bool reachable);
    void failed(const baton::Error &error);

private:
    void show(const Result<http::Response> &result, const orcid::Environment &asked);
    void showKeys(const QString &jwks);

    http::HttpClient &m_http;
    orcid::Environment m_environment;
    Chip *m_state;
    CopyField *m_issuer, *m_api, *m_discovery, *m_jwks;
    QLabel *m_note;
    QPushButton *m_check;
    bool m_probed = false;
};

} // namespace baton::ui
