#pragma once

#include "app/clients/clientprofile.h"
#include "app/jose/jwk.h"
#include "ui/common/dialogs.h"
#include "ui/people/qrcode.h"

#include <optional>

namespace baton::ui {

/// Our signed card in its three forms: a file, text to paste, a QR code to scan or save. It holds no secret.
class ShareCardDialog : public FormDialog {
    Q_OBJECT
public:
    /// `tell`: partners who know an older key of ours and have to get this card; empty when none do.
    ShareCardDialog(const clients::ClientProfile &client, const jose::Jwk &publicKey, const QByteArray &card, const QStringList &tell, QWidget *parent);

private:
    QWidget *buildPicture();
    QWidget *buildText(const jose::Jwk &publicKey);
    void save(const QString &title, const QString &ending, const QString &filter, const QByteArray &bytes);
    void savePicture();

    clients::ClientProfile m_client;
    QByteArray m_card;
    std::optional<QrCode> m_code;
};

} // namespace baton::ui
