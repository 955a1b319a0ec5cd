#pragma once

#include "app/handover/partners.h"
#include "ui/common/dialogs.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace baton::ui {

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
    QLineEdit *m_with;
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
};

/// Name and client ID for a bare public key.
class NameKeyDialog : public FormDialog {
    Q_OBJECT
public:
    NameKeyDialog(const handover::Partner &partner, QWidget *parent);

Q_SIGNALS:
    void named(const baton::handover::Partner &partner);

private:
    handover::Partner m_partner;
    QLineEdit *m_name, *m_id;
};

} // namespace baton::ui
