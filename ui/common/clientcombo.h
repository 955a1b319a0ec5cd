#pragma once

#include "ui/common/widgets.h"

namespace baton::ui {

/// A combo of clients: name in semibold, client ID in the fixed font beside it or below it.
class ClientCombo : public QComboBox {
    Q_OBJECT
public:
    /// parent must be the widget whose layout it goes into: its naming label (qt 6.4) sits there too.
    ClientCombo(const QString &accessibleName, QColor Colors::*iconToken, bool twoLines, QWidget *parent);

    struct Entry {
        QString name, clientId;
    };
    /// Keeps the current client if it is still there.
    void setEntries(const QList<Entry> &entries);
    QString clientId() const;
    bool select(const QString &clientId);
    QLabel *namingLabel() const { return m_label; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QColor Colors::*m_token;
    bool m_twoLines;
    QLabel *m_label;
};

} // namespace baton::ui
