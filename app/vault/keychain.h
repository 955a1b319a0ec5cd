#pragma once

#include "app/base/secret.h"

#include <QtCore/QString>

#include <functional>
#include <memory>

namespace baton::vault {

/// The operating system's place for one small secret, behind an interface so that its moods can be played in tests.
class Keychain {
public:
    enum class Outcome {
        Done,     ///< read or written
        NotFound, ///< answers, but has no such entry
        Absent,   ///< no keychain service on this computer
        Denied,   ///< the person or the system said no; or it stayed locked
        Failed    ///< something else; see words
    };
    struct Answer {
        Outcome outcome = Outcome::Failed;
        Secret value;  ///< after a read that is Done
        QString words; ///< the service's own, may be empty
    };
    using Reply = std::function<void(const Answer &)>;

    virtual ~Keychain();
    /// For people: "GNOME Keyring", "KWallet", "Keychain".
    virtual QString name() const = 0;
    // Each calls reply at most once, later, in the caller's thread; never when the context died. A locked keychain stays
    // pending as long as the desktop asks its owner.
    virtual void read(const QString &account, QObject *context, Reply reply) = 0;
    virtual void write(const QString &account, const Secret &value, QObject *context, Reply reply) = 0;
    virtual void remove(const QString &account, QObject *context, Reply reply) = 0;

    /// Through QtKeychain, service "Baton", without its clear-text fallback (S47).
    static std::unique_ptr<Keychain> system();
};

} // namespace baton::vault
