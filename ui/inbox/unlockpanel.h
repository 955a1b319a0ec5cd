#pragma once

#include "app/base/error.h"
#include "app/base/secret.h"
#include "ui/common/widgets.h"

class QLineEdit;

namespace baton::ui {

/// The passphrase question of a locked package.
class UnlockPanel : public Card {
    Q_OBJECT
public:
    explicit UnlockPanel(QWidget *parent = nullptr);
    void ask(const QString &origin);
    void setBusy(bool busy);
    void showProblem(const Error &error);

Q_SIGNALS:
    void answered(const baton::Secret &passphrase);
    void dismissed();

private:
    void submit();

    QLabel *m_origin, *m_problem;
    QLineEdit *m_field;
    QToolButton *m_reveal;
    QPushButton *m_open, *m_dismiss;
    Spinner *m_spinner;
};

} // namespace baton::ui
