#pragma once

#include "app/handover/partners.h"
#include "ui/common/subpage.h"

class QPushButton;
class QRadioButton;

namespace baton::ui {

/// Another key arrived under a known name (S30): both stand side by side; keep the old, compare the new, or block.
class BothKeysPage : public SubPage {
    Q_OBJECT
public:
    explicit BothKeysPage(QWidget *parent = nullptr);
    void show(const handover::Partner &partner);
    void triggerPrimary() override;

Q_SIGNALS:
    void keepOld(const baton::handover::Partner &partner);
    void compareNew(const baton::handover::Partner &partner);
    void block(const baton::handover::Partner &partner);

private:
    QWidget *buildKey(const QString &name, const jose::Jwk &key, bool confirmed, const QString &caption);
    QWidget *buildChoices();
    QWidget *buildFoot();
    void decide();
    void exportKeys();

    handover::Partner m_partner;
    QWidget *m_content = nullptr; ///< made anew for each partner
    QList<QRadioButton *> m_choices;
    QPushButton *m_decide = nullptr;
};

} // namespace baton::ui
