#pragma once

#include "ui/common/widgets.h"

#include <QtCore/QHash>

class QCheckBox;

namespace baton::ui {

/// What the researcher is asked to allow: one row per scope with its plain name, technical name and explanation.
class ScopeList : public Card {
    Q_OBJECT
public:
    explicit ScopeList(QWidget *parent = nullptr);
    QStringList chosen() const; ///< in the order shown; openid always first
    void setChosen(const QStringList &scopes);
    void setLocked(bool locked); ///< while waiting for the researcher

Q_SIGNALS:
    void changed();

private:
    void addRow(const QString &scope, bool last);
    void refreshCaption();

    QStringList m_order;
    QHash<QString, QCheckBox *> m_boxes;
    Chip *m_lockChip;
};

} // namespace baton::ui
