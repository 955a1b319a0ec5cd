#pragma once

#include "app/clients/clientprofile.h"
#include "ui/common/widgets.h"

class QLineEdit;

namespace baton::ui {

/// Where the browser returns to: the client's registered URI, a choice when it has several, and whether it ever worked.
class RedirectRow : public QWidget {
    Q_OBJECT
public:
    explicit RedirectRow(QWidget *parent = nullptr);
    void setClient(const clients::ClientProfile &client, bool practice);
    /// Never read out of the field: accessibility can change even a read-only one (Qt 6.4).
    QString uri() const { return m_uri; }
    void setLocked(bool locked);

Q_SIGNALS:
    void changed();

private:
    QString m_uri;
    QLineEdit *m_field;
    QComboBox *m_combo;
    Chip *m_state;
    QPushButton *m_copy;
};

} // namespace baton::ui
