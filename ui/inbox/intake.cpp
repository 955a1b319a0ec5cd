#include "ui/inbox/intake.h"

#include "app/base/text.h"
#include "app/handover/kinds.h"

#include <QtCore/QFileInfo>

using namespace Qt::StringLiterals;

namespace baton::ui {

namespace {

// Of what is no package, nothing but its name tells which file it was.
Error withFile(Error error, const QString &fileName)
{
    static const QStringList codes { u"package.not_a_package"_s, u"package.empty"_s, u"package.too_large"_s, u"package.header"_s, u"package.unsupported"_s,
        u"package.not_a_file"_s, u"package.file_read"_s, u"package.file_missing"_s };
    if (!fileName.isEmpty() && codes.contains(error.code))
        error.what = Intake::tr("%1 was not opened. %2").arg(plain(fileName), error.what);
    return error;
}

} // namespace

Intake::Intake(desk::Receiver &receiver, QObject *parent) : QObject(parent), m_receiver(receiver), m_environment(orcid::Environment::practice())
{
    connect(&receiver, &desk::Receiver::alreadyHere, this, [this](const QString &, const QStringList &researchers) { Q_EMIT someKnown(researchers); });
}

void Intake::setEnvironment(const orcid::Environment &environment)
{
    if (environment.id != m_environment.id)
        m_locked.clear();
    m_environment = environment;
}

void Intake::openFile(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    if (const auto text = handover::readPackageFile(path))
        openText(*text, name, name);
    else
        Q_EMIT refused(withFile(text.error(), name), name);
}

void Intake::openText(const QByteArray &text, const QString &origin, const QString &fileName)
{
    if (handover::looksLikeReceipt(text)) {
        Q_EMIT receiptBrought(text);
        return;
    }
    Q_EMIT starting();
    whenDone(m_receiver.receive(text, m_environment), this, [this, text, origin, fileName](const Result<QList<handover::Delivery>> &result) {
        if (result) {
            Q_EMIT received(*result);
        } else if (result.error().code == u"package.needs_passphrase"_s) {
            const QString id = u"locked-%1"_s.arg(m_next++);
            m_locked.insert(id, text);
            Q_EMIT locked(id, origin);
        } else {
            Q_EMIT refused(withFile(result.error(), fileName), origin);
        }
    });
}

void Intake::unlock(const QString &id, const Secret &passphrase)
{
    if (!m_locked.contains(id))
        return;
    Q_EMIT starting();
    whenDone(m_receiver.receive(m_locked.value(id), m_environment, passphrase), this, [this, id](const Result<QList<handover::Delivery>> &result) {
        if (!m_locked.contains(id))
            return;
        if (!result && result.error().code == u"package.decrypt"_s) {
            Q_EMIT wrongPassphrase(result.error());
            return;
        }
        forget(id);
        if (result)
            Q_EMIT received(*result);
        else
            Q_EMIT refused(result.error(), {});
    });
}

void Intake::forget(const QString &id)
{
    if (m_locked.remove(id) > 0)
        Q_EMIT unlocked(id);
}

} // namespace baton::ui
