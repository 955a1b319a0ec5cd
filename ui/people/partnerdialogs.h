#pragma once

#include "app/handover/partners.h"
#include "ui/common/dialogs.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QRadioButton;

namespace baton::ui {

class Card;

/// Confirming a partner is a deliberate act: five words, heard by voice, each ticked; a word that differs blocks.
/// With `other` the key that arrived later is compared instead of the one already known.
class CompareDialog : public FormDialog {
    Q_OBJECT
public:
    CompareDialog(const handover::Partner &partner, const QByteArray &ourThumbprint, bool other, QWidget *parent);

Q_SIGNALS:
    void confirmed(const baton::handover::Partner &partner);
    void differ(const baton::handover::Partner &partner);

private:
    void judge();
    void confirm();

    handover::Partner m_partner;
    QList<QCheckBox *> m_heard;
    QComboBox *m_how;
    QLineEdit *m_with, *m_source;
    QLabel *m_left;
    Card *m_theirs = nullptr;
};

/// Another key arrived under a known name (S30): both stand side by side; keep the old, compare the new, or block.
class BothKeysDialog : public FormDialog {
    Q_OBJECT
public:
    BothKeysDialog(const handover::Partner &partner, QWidget *parent);

Q_SIGNALS:
    void keepOld();
    void compareNew();
    void block();

private:
    QWidget *buildKey(const QString &name, const jose::Jwk &key, bool confirmed, const QString &caption);
    QWidget *buildChoices();
    void exportKeys();

    handover::Partner m_partner;
    QList<QRadioButton *> m_choices;
};

} // namespace baton::ui
