#pragma once

#include "ui/record/review/changesview.h"

namespace baton::ui {

/// What would be sent, beside a form or a list: before and after, the request, and the button that sends it.
class ReviewPanel : public Card {
    Q_OBJECT
public:
    explicit ReviewPanel(QWidget *parent = nullptr);

    struct Review {
        Changes what;
        QString request; ///< "PUT /v3.0/0000-…/work/1733"; empty = nothing to send, it is past
        QString reason;  ///< why it can't be sent; empty = it can
    };
    void show(const Review &review);
    void setSending(bool sending);
    bool canSend() const { return m_send->isEnabled(); }

Q_SIGNALS:
    void sendRequested();

private:
    Chip *m_count;
    ChangesView *m_changes;
    QFrame *m_requestBox;
    QLabel *m_request, *m_reason;
    Spinner *m_spinner;
    QPushButton *m_send;
    bool m_sending = false;
    Review m_shown;
};

/// "Send 3 changes", "Send new item", "Delete work".
QString sendWords(const Changes &changes, const QString &itemTitle);

} // namespace baton::ui
