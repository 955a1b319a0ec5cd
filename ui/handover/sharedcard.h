#pragma once

#include "app/claims/claims.h"
#include "app/signin/tokens.h"
#include "ui/common/widgets.h"


namespace baton::ui {

/// What goes into the package and what never does.
class SharedCard : public Card {
    Q_OBJECT
public:
    explicit SharedCard(QWidget *parent = nullptr);
    void setSubject(const signin::Tokens &tokens, const claims::Claims &claims);
    static QStringList permissionWords(const QStringList &scopes);

Q_SIGNALS:
    void whatItAllows();

private:
    QLabel *addLine(const QString &icon, QColor Colors::*token, const QString &text, const char *role);

    RoleWidget *m_group;
    QVBoxLayout *m_lines;
};

} // namespace baton::ui
