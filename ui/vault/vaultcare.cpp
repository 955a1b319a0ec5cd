#include "ui/vault/vaultcare.h"

#include "app/base/whendone.h"
#include "ui/common/dialogs.h"
#include "ui/common/passphrasefields.h"

#include <QtCore/QDir>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

using namespace Qt::StringLiterals;

namespace baton::ui {

using vault::Vault;

namespace {

QString filter()
{
    return VaultCare::tr("Baton backups (*.baton-backup);;All files (*)");
}

QString joined(const QStringList &parts)
{
    if (parts.size() < 2)
        return parts.join(QString());
    return VaultCare::tr("%1 and %2").arg(parts.mid(0, parts.size() - 1).join(VaultCare::tr(", ")), parts.last());
}

/// A dialog with passphrase fields whose main button is off until they can be used.
FormDialog *passphraseDialog(const QString &title, const QString &words, const QString &action, QWidget *parent, PassphraseFields **fields)
{
    auto *dialog = new FormDialog(title, words, action, action, "primary", parent);
    *fields = new PassphraseFields({ VaultCare::tr("Vault passphrase"), VaultCare::tr("Repeat vault passphrase"),
        VaultCare::tr("Nobody can restore it. Write it down where only you look.") });
    dialog->body()->addWidget(*fields);
    dialog->body()->addStretch(1);
    const auto judge = [dialog, fields = *fields] {
        const QString problem = fields->problem();
        dialog->acceptButton()->setEnabled(problem.isEmpty());
        dialog->acceptButton()->setToolTip(problem);
        dialog->acceptButton()->setAccessibleDescription(problem);
    };
    QObject::connect(*fields, &PassphraseFields::changed, dialog, judge);
    judge();
    (*fields)->setFocus();
    dialog->setMinimumWidth(600);
    return dialog;
}

/// The dialog stays until what its button began has worked; what went wrong is said in it.
void closeAfter(const QFuture<Result<void>> &work, FormDialog *dialog, const std::function<void()> &then = {})
{
    dialog->hideProblem();
    dialog->acceptButton()->setEnabled(false);
    whenDone(work, dialog, [dialog, then](const Result<void> &done) {
        dialog->acceptButton()->setEnabled(true);
        if (!done)
            return dialog->showProblem(done.error());
        dialog->accept();
        if (then)
            then();
    });
}

} // namespace

VaultCare::VaultCare(Vault &vault, QWidget *window) : QObject(window), m_vault(vault), m_window(window) { }

QString VaultCare::contents(const Vault &vault)
{
    const QHash<QString, int> counts = vault.counts();
    const auto count = [&counts](const QString &kind) { return counts.value(kind); };
    QStringList parts;
    if (const int n = count(u"client"_s))
        parts << tr("%n client(s)", nullptr, n);
    if (const int n = count(u"partner"_s))
        parts << tr("%n partner(s)", nullptr, n);
    if (const int n = count(u"delivery"_s))
        parts << tr("%n received permission(s)", nullptr, n);
    if (const int n = count(u"grant"_s))
        parts << tr("%n permission(s) of researchers", nullptr, n);
    if (const int n = count(u"ledger"_s))
        parts << tr("%n entries of the ledger", nullptr, n);
    if (const int n = count(u"draft"_s))
        parts << tr("%n draft(s)", nullptr, n);
    if (const int n = count(u"batch"_s))
        parts << (n == 1 ? tr("1 batch") : tr("%1 batches").arg(n));
    return joined(parts);
}

void VaultCare::protectWithPassphrase()
{
    const bool again = m_vault.protection() == Vault::Protection::Passphrase;
    PassphraseFields *fields = nullptr;
    FormDialog *dialog = passphraseDialog(again ? tr("Another passphrase for the vault") : tr("Protect the vault with a passphrase"),
        tr("It is asked for each time Baton starts."), tr("Protect with passphrase"), m_window, &fields);
    connect(dialog, &QDialog::rejected, this, &VaultCare::passphraseDeclined);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, fields] { closeAfter(m_vault.createWithPassphrase(fields->passphrase()), dialog); });
    dialog->open();
}

void VaultCare::keepKeyInKeychain()
{
    auto *dialog = new FormDialog(tr("Keep the key in the keychain?"),
        tr("%1 then opens the vault together with your session, and the passphrase is not asked for any more.").arg(m_vault.keychainName()),
        tr("Keep key in keychain"), tr("Keep key in keychain"), "primary", m_window);
    connect(dialog, &FormDialog::submitted, this, [this, dialog] { closeAfter(m_vault.keepKeyInKeychain(), dialog); });
    dialog->open();
}

void VaultCare::backUp()
{
    if (m_vault.protection() == Vault::Protection::Session)
        return tell(m_window, tr("There is nothing on disk to back up"), tr("This vault is for this session only. Put it under a passphrase first."));
    const QString suggestion = u"baton-"_s + QDate::currentDate().toString(Qt::ISODate) + u".baton-backup"_s;
    chooseSaveFile(m_window, tr("Back up the vault"), suggestion, filter(), [this](const QString &path) { writeBackup(path); });
}

void VaultCare::writeBackup(const QString &path)
{
    PassphraseFields *fields = nullptr;
    FormDialog *dialog = passphraseDialog(tr("A passphrase for the backup"),
        tr("The backup holds everything in the vault, encrypted, and opens on any computer with this passphrase. The vault here stays as it is protected now."),
        tr("Back up"), m_window, &fields);
    connect(dialog, &FormDialog::submitted, this, [this, dialog, fields, path] {
        closeAfter(m_vault.backUp(path, fields->passphrase()), dialog, [this, path] {
            Q_EMIT backedUp(QDateTime::currentDateTimeUtc());
            tell(m_window, tr("The vault is backed up"), tr("%1\nKeep it apart from this computer, and the passphrase apart from it.").arg(QDir::toNativeSeparators(path)));
        });
    });
    dialog->open();
}

void VaultCare::restore()
{
    chooseFile(m_window, tr("Restore a backup"), filter(), [this](const QString &path) {
        const QString inside = contents(m_vault);
        const QString words = inside.isEmpty()
            ? tr("Baton then asks for the backup’s passphrase.")
            : tr("It takes the place of the vault here (%1). The present vault is kept beside it, renamed, and Baton then asks for the backup’s passphrase.").arg(inside);
        askFirst(m_window, tr("Restore this backup?"), words, tr("Restore"), tr("Restore this backup"), [this, path] { restoreFrom(path); });
    });
}

void VaultCare::restoreFrom(const QString &path)
{
    if (const auto done = m_vault.restore(path); !done)
        return tell(m_window, tr("Nothing was restored"), done.error().text());
    Q_EMIT replaced();
    m_vault.open();
}

void VaultCare::forgetEverything()
{
    const QString inside = contents(m_vault);
    auto *dialog = new FormDialog(tr("Forget everything on this computer?"),
        inside.isEmpty() ? tr("Deletes the vault, older copies of it beside it, its key here and in the keychain, the practice registry’s key and the preferences.")
                         : tr("Deletes %1 with the key here and in the keychain, older copies of the vault beside it, the practice registry’s key and the preferences. Nobody can bring them back.").arg(inside),
        tr("Forget everything"), tr("Forget all of it"), "danger", m_window);
    dialog->body()->addWidget(makeLabel(tr("What Baton cannot forget"), "strong"));
    for (const QString &left : { tr("Packages that were handed over stay with the partners, and their id_tokens can still be exchanged. Recall them first."),
                                 tr("The researchers’ permissions stay at the registry until they or your client take them back."),
                                 tr("Backups with a passphrase, saved packages, receipts and exports stay where you put them."),
                                 tr("What a backup program copied of Baton’s folder stays there, and deleted files can be left on a disk until it writes over them.") })
        dialog->body()->addWidget(makeText(u"• "_s + left, "text2"));
    dialog->cancelButton()->setFocus();
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        if (const auto done = m_vault.forgetEverything(); !done)
            return dialog->showProblem(done.error());
        dialog->accept();
        Q_EMIT replaced();
        Q_EMIT forgotten();
    });
    dialog->open();
}

void VaultCare::passphraseForgotten()
{
    const QString inside = contents(m_vault);
    auto *dialog = new FormDialog(tr("The passphrase is forgotten"),
        inside.isEmpty() ? tr("Without it the vault stays closed; nobody can restore it.")
                         : tr("Without it %1 stay closed; nobody can restore it. A backup with another passphrase may still hold them.").arg(inside),
        tr("Restore from backup…"), tr("Restore from backup"), "primary", m_window);
    QPushButton *anew = makeButton(tr("Start anew…"), {}, tr("Start anew"), "danger", dialog);
    dialog->footer()->insertWidget(0, anew);
    connect(anew, &QPushButton::clicked, this, [this, dialog] {
        dialog->reject();
        startAnew();
    });
    connect(dialog, &FormDialog::submitted, this, [this, dialog] {
        dialog->accept();
        restore();
    });
    dialog->open();
}

void VaultCare::startAnew()
{
    const QString inside = contents(m_vault);
    const QString words = inside.isEmpty() ? tr("The closed vault is deleted and a new one begins.") : tr("The closed vault is deleted with %1, and a new one begins.").arg(inside);
    askFirst(m_window, tr("Start anew?"), words, tr("Start anew"), tr("Delete the closed vault"), [this] {
        if (const auto done = m_vault.startAnew(); !done)
            return tell(m_window, tr("Nothing was deleted"), done.error().text());
        Q_EMIT replaced();
        m_vault.open();
    });
}

} // namespace baton::ui
