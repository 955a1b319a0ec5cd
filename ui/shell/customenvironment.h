#pragma once

#include "app/http/httpclient.h"
#include "app/orcid/environment.h"
#include "ui/common/flowdialog.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace baton::ui {

/// Asks for any OpenID provider by its issuer, reads its discovery document, and offers it as the Custom environment.
class CustomEnvironment : public FlowDialog {
    Q_OBJECT
public:
    explicit CustomEnvironment(http::HttpClient &http, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const baton::orcid::Environment &environment);

private:
    void look();
    void say(const QString &words);

    http::HttpClient &m_http;
    QLineEdit *m_issuer;
    QLineEdit *m_api;
    QLabel *m_words;
    QPushButton *m_use;
};

} // namespace baton::ui
