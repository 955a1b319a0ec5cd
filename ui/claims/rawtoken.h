#pragma once

#include "app/base/secret.h"
#include "ui/common/widgets.h"

#include <QtCore/QTimer>

class QPlainTextEdit;

namespace baton::ui {

class TokenParts;

/// The raw id_token, folded to the beginnings of its three parts. Unfolding shows all of it for 30 seconds (S50).
class RawToken : public Card {
    Q_OBJECT
public:
    explicit RawToken(QWidget *parent = nullptr);
    void setToken(const Secret &token);
    bool isUnfolded() const;
    static constexpr int revealMs = 30'000;

public Q_SLOTS:
    void setUnfolded(bool unfolded);

private:
    Secret m_token;
    QToolButton *m_fold;
    TokenParts *m_parts;
    QPlainTextEdit *m_full;
    QPushButton *m_copy;
    QTimer m_hide;
};

} // namespace baton::ui
