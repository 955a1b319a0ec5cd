#include "ui/handover/sealing.h"

#include <QtConcurrent/QtConcurrentRun>

namespace baton::ui {

QFuture<Result<handover::Sealed>> sealAside(const handover::Contents &contents, const jose::Jwk &own, const jose::Jwk &recipient,
    const Secret &passphrase, const Clock &clock)
{
    return QtConcurrent::run([contents, own, recipient, passphrase, &clock] {
        return recipient.isNull() ? handover::sealWithPassphrase(contents, own, passphrase, clock)
                                  : handover::sealToKey(contents, own, recipient, clock);
    });
}

} // namespace baton::ui
