#pragma once

#include "app/http/exchange.h"

#include <QtCore/QByteArrayView>

namespace baton::http {

/// Takes secrets out of texts before they are stored, shown or logged (S49). What was taken goes into the list given at
/// construction, and is then also found where a server echoes it. One Redactor serves one Exchange.
class Redactor {
public:
    explicit Redactor(QList<Hidden> &hidden);

    /// Registers the value and gives its placeholder: "‹hidden, ends 9277›", "‹hidden id_token, 1,148 characters›".
    /// The same value gets the same placeholder, different values different ones; past 200
    /// values in one exchange they are hidden for good. `name` is the field it stood in.
    QString hide(const Secret &value, const QString &name);
    /// Value of a form field, or its placeholder when the name or the shape says secret.
    QString formValue(const QString &name, const QString &value);
    QString headerValue(QByteArrayView name, const QByteArray &value);
    /// Secret query and fragment values replaced.
    QUrl url(const QUrl &url);
    /// Any text, of any media type: JSON members, name=value pairs, compact JWTs, bearer values, known secrets.
    QString text(const QString &text);

private:
    QString members(const QString &text);
    QString tokens(QString text);
    QString known(QString text) const;
    bool isPlaceholder(QStringView text) const;

    QList<Hidden> &m_hidden;
};

/// Whether a form field, JSON member or query value of this name is never shown.
bool isSecretName(const QString &name);
/// One-way redaction, for log lines.
QString scrubbed(const QString &text);

} // namespace baton::http
