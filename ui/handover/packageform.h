#pragma once

#include "app/base/clock.h"
#include "app/handover/partners.h"

#include <QtWidgets/QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace baton::ui {

class IconLabel;
class PartnerChoice;
class PassphraseFields;
class Segments;

/// For whom, how protected, until when, with which words a package is sealed, and where receipts go.
class PackageForm : public QWidget {
    Q_OBJECT
public:
    enum Protection { WithKey, WithPassphrase };
    PackageForm(handover::Partners &partners, const Clock &clock, QWidget *parent = nullptr);

    void showPartners(const QString &environmentId, const QString &ownClientId);
    int protection() const;
    void setProtection(int protection);
    std::optional<handover::Partner> partner() const; ///< none with a passphrase
    Secret passphrase() const;
    QString note() const;
    QString receiptTo() const; ///< where the partner's receipts should go, in the sender's words; may be empty
    QDateTime useBy() const;
    QString problem() const; ///< why it can't be sealed yet; empty when it can
    void showReason(const QString &reason);
    void hidePassphrase();
    void clear();

Q_SIGNALS:
    void changed();
    void partnersWanted();

private:
    void buildProtection(QLayout *column);
    void buildDetails(QLayout *column);

    const Clock &m_clock;
    Segments *m_protect;
    PartnerChoice *m_choice;
    PassphraseFields *m_passphrase;
    QPushButton *m_addPartner, *m_compare;
    QComboBox *m_expiry;
    QLineEdit *m_note, *m_receiptTo;
    QLabel *m_until, *m_reason;
    IconLabel *m_reasonIcon;
};

} // namespace baton::ui
