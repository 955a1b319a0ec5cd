#pragma once

#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/package.h"
#include "app/handover/partners.h"
#include "app/handover/recipes.h"
#include "app/ledger/ledger.h"
#include "ui/common/page.h"
#include "ui/handover/subject.h"

#include <functional>

class QComboBox;
class QPushButton;

namespace baton::ui {

class OutgoingFolder;
class PackageForm;
class PackageHandle;
class PastHandOvers;
class PowerView;
class SharedCard;
class Spinner;

/// Seals id_tokens into a package, to a partner's key or with a passphrase, and keeps the list of past hand-overs. Who signed
/// in during this run waits here; one or many go into a package.
class HandOverPage : public Page {
    Q_OBJECT
public:
    HandOverPage(handover::KeyRing &keys, handover::Partners &partners, ledger::Ledger &ledger, const Clock &clock,
        QWidget *parent = nullptr);
    ~HandOverPage() override;

    enum Protection { WithKey, WithPassphrase };
    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    /// Where packages lie that are dragged out; only sealed ones ever do.
    void setOutgoingFolder(const QString &path);
    QList<Subject> chosen() const; ///< who goes into the package
    int signedIn() const { return int(m_all.size()); } ///< who could
    /// Why her id_token gives nothing any more; empty while it may. Without it everybody's may.
    void setWhyEnded(WhyEnded whyEnded);
    void lookAgain(); ///< something is known anew of the permissions
    PowerView *powers() const { return m_powers; }

public Q_SLOTS:
    /// Joins those who signed in before for the same client; takes the place of an earlier sign-in of the same person.
    void setSubject(const baton::signin::Tokens &tokens, const baton::claims::Claims &claims);
    /// One comes from this person's page: of all who wait here, nobody else is ticked. Somebody unknown changes nothing.
    void chooseOnly(const baton::signin::Tokens &tokens);
    /// Her id_token does not pass any more: nothing of this sign-in may be handed over.
    void removeSubject(const baton::signin::Tokens &tokens);
    /// Nobody waits here any more.
    void clear();
    void setProtection(int protection);
    /// Asks for a place with the file dialog, then saves there.
    void savePackage();
    /// Without asking: for whoever knows the place already. An existing file is left alone and reported.
    void saveTo(const QString &path);
    void copyAsText();

Q_SIGNALS:
    /// One entry per researcher. path is empty when the package was copied as text or dragged out.
    void sealed(const baton::handover::Sealed &package, const QList<baton::handover::HandOverEntry> &entries, const QString &path);
    void failed(const baton::Error &error);
    /// How to open the package that was sealed last, for a partner without Baton.
    void recipesWanted(const baton::handover::RecipeFacts &facts);

private:
    enum class Way { File, Text, Drag };
    using WhenSealed = std::function<void(const handover::Sealed &)>;
    QWidget *buildEmpty();
    QWidget *buildBody();
    QWidget *buildClient();
    QWidget *buildWarning();
    void showPowers();
    void showSubjects();
    void showClient();
    QList<Subject> subjects() const; ///< of the client that is shown
    QString problem() const;
    handover::Contents contents() const;
    QList<handover::HandOverEntry> entriesFor(const handover::Contents &contents) const;
    void seal(WhenSealed then);
    void settle(const Result<handover::Sealed> &result, const WhenSealed &then);
    void sealForDragging();
    void chooseFile(const handover::Sealed &package);
    void write(const handover::Sealed &package, const QString &path, bool overwrite);
    void record(const handover::Sealed &package, const QString &path, Way way);
    void followClipboard();
    void tellDone(const QString &path, Way way);
    void report(const Error &error);
    void rememberForRecipes(const handover::Sealed &package, const QString &path);
    void refresh();
    void setBusy(bool busy);

    handover::KeyRing &m_keys;
    const Clock &m_clock;
    QList<Subject> m_all;   ///< in the order of their sign-ins
    QString m_clientId;     ///< the original client that is shown
    QList<handover::HandOverEntry> m_entries; ///< what the package under way is about
    std::unique_ptr<OutgoingFolder> m_outgoing;
    handover::RecipeFacts m_facts; ///< of the package sealed last
    QString m_savedFolder;
    QByteArray m_copied; ///< digest of the package the page says is on the clipboard
    bool m_busy = false;
    int m_generation = 0;   ///< what is being sealed for a page that was left is dropped
    QWidget *m_empty, *m_filled, *m_clientRow;
    QComboBox *m_client;
    PackageForm *m_form;
    SharedCard *m_shared;
    PowerView *m_powers;
    PastHandOvers *m_past;
    PackageHandle *m_handle;
    QPushButton *m_copy, *m_recipes, *m_save;
    Spinner *m_spinner;
    Banner *m_done;
};

} // namespace baton::ui

Q_DECLARE_METATYPE(baton::handover::Sealed)
Q_DECLARE_METATYPE(baton::handover::HandOverEntry)
