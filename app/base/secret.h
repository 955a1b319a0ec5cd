#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QByteArrayView>
#include <QtCore/QDebug>
#include <QtCore/QMetaType>

#include <memory>

namespace baton {

/// Bytes nobody may see by accident: tokens, client secrets, private keys, passphrases (S48, S49).
/// Copies share one buffer, which the last owner wipes; printing shows "***".
class Secret {
public:
    Secret() = default;
    /// Copies the bytes; the caller still owns (and should wipe) the original.
    explicit Secret(QByteArrayView bytes);
    /// Takes the bytes and wipes the original.
    static Secret take(QByteArray &bytes);
    static Secret fromString(const QString &text);

    bool isEmpty() const;
    qsizetype size() const;
    QByteArrayView view() const;
    /// A plain copy, for the moment it has to leave: an HTTP body, a keychain job. Wipe it afterwards.
    QByteArray reveal() const;
    QString revealString() const;
    /// The last four characters when at least 12 are hidden before them, else empty: enough to tell two apart.
    QString tail() const;

    /// Constant time for equal lengths.
    friend bool operator==(const Secret &a, const Secret &b);

private:
    struct Buffer;
    std::shared_ptr<const Buffer> m_buffer;
};

QDebug operator<<(QDebug debug, const Secret &secret);

/// Overwrites the bytes and empties the array; a shared array is only detached.
void wipe(QByteArray &bytes);
bool constantTimeEqual(QByteArrayView a, QByteArrayView b);

} // namespace baton

Q_DECLARE_METATYPE(baton::Secret)
