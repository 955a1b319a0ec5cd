#pragma once

#include "app/handover/partners.h"
#include "app/http/httpclient.h"
#include "ui/common/dialogs.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace baton::ui {

class Segments;

/// A partner's card or bare public key: from a file, pasted, or from a JWKS address. What is wrong is said in the dialog,
/// which keeps what was typed; name and client id are asked for only where the text does not say them.
class ImportCardDialog : public FormDialog {
    Q_OBJECT
public:
    enum Way { FromFile, Pasted, FromAddress };
    ImportCardDialog(http::HttpClient &http, handover::Partners &partners, const QString &environmentId, QWidget *parent);

    void setWay(int way);
    /// As if chosen in the file dialog.
    void takeFile(const QString &path);
    /// Text from elsewhere: a drop, a file opened with Baton.
    void takeText(const QByteArray &text, const QString &how);

Q_SIGNALS:
    /// Kept already.
    void imported(const baton::handover::Partner &partner);

private:
    QWidget *buildFile();
    QWidget *buildPaste();
    QWidget *buildAddress();
    QWidget *buildWhose();
    void submit();
    void fetch();
    void found(const Result<handover::Partner> &partner, const QString &how);
    void forget();
    void keep();
    void judge();

    http::HttpClient &m_http;
    handover::Partners &m_partners;
    QString m_environmentId;
    handover::Partner m_found; ///< a bare key waiting for its owner's name
    bool m_fetching = false;
    Segments *m_ways;
    QWidget *m_file, *m_paste, *m_address, *m_whose;
    QPlainTextEdit *m_text;
    QLineEdit *m_url, *m_name, *m_id;
    QLabel *m_fileName, *m_host, *m_key;
};

} // namespace baton::ui
