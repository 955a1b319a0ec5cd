#pragma once

#include "app/record/difference.h"
#include "ui/common/widgets.h"

class QPlainTextEdit;
class QStackedWidget;

namespace baton::ui {

/// What would be sent, before and after, as fields or JSON, and the button that sends it.
class ReviewPanel : public Card {
    Q_OBJECT
public:
    explicit ReviewPanel(QWidget *parent = nullptr);

    struct Review {
        QList<record::FieldChange> changes;
        QSet<QString> needAttention; ///< names of changed fields with a problem
        int unchanged = 0;
        bool isNew = false;
        QJsonObject before, after;   ///< as sent, for the JSON view
        QString request;             ///< "PUT /v3.0/0000-…/work/1733"
        QString reason;              ///< why it can't be sent; empty = it can
    };
    void show(const Review &review);
    void setSending(bool sending);
    bool canSend() const { return m_send->isEnabled(); }

Q_SIGNALS:
    void sendRequested();

private:
    void showFields(const Review &review);
    void showJson(const Review &review);
    QWidget *pairFor(const record::FieldChange &change, bool attention, bool isNew);
    QWidget *half(const QString &word, const QString &value, Tone tone, bool struck);

    Chip *m_count;
    Segments *m_mode;
    QStackedWidget *m_stack;
    RoleWidget *m_list;
    QVBoxLayout *m_rows;
    QPlainTextEdit *m_json;
    QLabel *m_unchanged, *m_request, *m_reason;
    Spinner *m_spinner;
    QPushButton *m_send;
    bool m_sending = false;
    Review m_shown;
};

} // namespace baton::ui
