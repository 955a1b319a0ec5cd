#pragma once

#include "app/claims/claims.h"
#include "app/handover/inbox.h"
#include "app/handover/keyring.h"
#include "app/handover/package.h"
#include "app/handover/partners.h"
#include "app/signin/tokens.h"
#include "ui/common/page.h"

#include <functional>
#include <optional>

class QLineEdit;
class QPushButton;
class QComboBox;

namespace baton::ui {

class IconLabel;
class PartnerChoice;
class PassphraseFields;
class PastHandOvers;
class Segments;
class SharedCard;
class Spinner;

/// Seals the id_token into a package, to a partner's key or with a passphrase, and keeps the list of past hand-overs.
class HandOverPage : public Page {
    Q_OBJECT
public:
    HandOverPage(handover::KeyRing &keys, handover::Partners &partners, handover::HandOvers &handOvers, const Clock &clock,
        QWidget *parent = nullptr);

    enum Protection { WithKey, WithPassphrase };
    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;

public Q_SLOTS:
    void setSubject(const baton::signin::Tokens &tokens, const baton::claims::Claims &claims);
    void clear();
    void setProtection(int protection);
    /// Asks for a place with the file dialog, then saves there.
    void savePackage();
    /// Without asking: for whoever knows the place already. An existing file is left alone and reported.
    void saveTo(const QString &path);
    void copyAsText();

Q_SIGNALS:
    /// path is empty when the package was copied as text.
    void sealed(const baton::handover::Sealed &package, const baton::handover::HandOverEntry &entry, const QString &path);
    void failed(const baton::Error &error);

private:
    using WhenSealed = std::function<void(const handover::Sealed &)>;
    QWidget *buildEmpty();
    QWidget *buildBody();
    QWidget *buildProtection();
    QWidget *buildDetails();
    QWidget *buildWarning();
    QString problem() const;
    handover::Contents contents() const;
    handover::HandOverEntry entryFor(const handover::Contents &contents) const;
    void seal(WhenSealed then);
    void settle(const Result<handover::Sealed> &result, const WhenSealed &then);
    void chooseFile(const handover::Sealed &package);
    void write(const handover::Sealed &package, const QString &path, bool overwrite);
    void record(const handover::Sealed &package, const QString &path);
    void refresh();
    void setBusy(bool busy);
    QDateTime useBy() const;

    handover::KeyRing &m_keys;
    handover::Partners &m_partners;
    handover::HandOvers &m_handOvers;
    const Clock &m_clock;
    std::optional<signin::Tokens> m_tokens;
    std::optional<claims::Claims> m_claims;
    handover::HandOverEntry m_entry; ///< what the package under way is about
    QString m_savedFolder;
    bool m_busy = false;
    QWidget *m_empty, *m_filled;
    Segments *m_protect;
    PartnerChoice *m_choice;
    PassphraseFields *m_passphrase;
    SharedCard *m_shared;
    PastHandOvers *m_past;
    QComboBox *m_expiry;
    QLabel *m_until, *m_reason;
    IconLabel *m_reasonIcon;
    QLineEdit *m_note;
    QPushButton *m_compare, *m_addPartner, *m_copy, *m_save;
    Spinner *m_spinner;
    Banner *m_done;
};

} // namespace baton::ui

Q_DECLARE_METATYPE(baton::handover::Sealed)
Q_DECLARE_METATYPE(baton::handover::HandOverEntry)
