#pragma once

#include "app/handover/partners.h"
#include "ui/common/subpage.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace baton::ui {

class Card;
class Chip;
class WordRow;

/// Confirming a partner is a deliberate act: five words, heard by voice, each ticked; a word that differs blocks.
/// Where another key arrived later, that one is compared instead of the one already known.
class ComparePage : public SubPage {
    Q_OBJECT
public:
    explicit ComparePage(QWidget *parent = nullptr);
    /// Begins anew. `ourThumbprint` is empty where we have no key yet.
    void show(const handover::Partner &partner, const QByteArray &ourThumbprint);
    void triggerPrimary() override;

Q_SIGNALS:
    void confirmed(const baton::handover::Partner &partner);
    void differ(const baton::handover::Partner &partner);

private:
    QWidget *buildWords(const QStringList &theirs, const QStringList &ours);
    Card *buildList(const QString &title, const QString &accessibleName, const QStringList &words, bool heard);
    QWidget *buildFacts();
    QWidget *buildThumbprint();
    QWidget *buildFoot();
    void judge();
    void confirm();

    handover::Partner m_before, m_partner; ///< as it is known, and with the key that is compared
    QWidget *m_content = nullptr;          ///< made anew for each partner
    Card *m_theirs = nullptr;
    QList<QCheckBox *> m_heard;
    QList<WordRow *> m_rows;
    QComboBox *m_how = nullptr;
    QLineEdit *m_with = nullptr, *m_source = nullptr;
    QLabel *m_left = nullptr;
    QPushButton *m_confirm = nullptr;
    Chip *m_state;
};

} // namespace baton::ui
