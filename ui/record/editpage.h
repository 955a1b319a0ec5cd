#pragma once

#include "app/base/error.h"
#include "ui/record/review/reviewpanel.h"

#include <QtCore/QPointer>
#include <QtWidgets/QWidget>

class QScrollArea;

namespace baton::ui {

class EditForm;

/// Form at the left, what would be sent at the right; where there is no room for both the form alone, whose Review shows it. Knows nothing of the network: it hands out the content to send
/// and is told whether it arrived.
class EditPage : public QWidget {
    Q_OBJECT
public:
    explicit EditPage(QWidget *parent = nullptr);

    /// An existing item as the registry sent it, or a new one with an empty object. request: "PUT /v3.0/…".
    void open(const QString &section, const QJsonObject &item, const QString &request);
    void setSending(bool sending);
    bool isNew() const { return m_before.isEmpty(); }
    int changeCount() const { return m_changes; }
    /// Puts back what was typed earlier, over the item that open() was given.
    void restore(const QJsonObject &content);
    QString section() const { return m_section; }
    const QJsonObject &before() const { return m_before; }
    QJsonObject content() const;
    void send(); ///< as the button does, if it is enabled
    bool canSend() const { return m_review->canSend(); }
    /// Nothing may be sent for this reason, whatever is typed; empty = no more.
    void hold(const QString &reason);
    /// What the registry said no to, at the field it names; until something else is typed.
    void showRefusal(const Error &error);

Q_SIGNALS:
    void sendRequested(const QJsonObject &content);
    void reviewRequested(const QJsonObject &content);
    void cancelRequested();
    void typed(); ///< the content is another one now

protected:
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();
    void refresh();
    QString reasonNotToSend(const QList<record::FieldProblem> &problems) const;
    QSet<QString> changedWithProblem(const QList<record::FieldProblem> &problems) const;

    QString m_section, m_request, m_held;
    QJsonObject m_before;
    int m_changes = 0;
    QPointer<EditForm> m_form;
    QScrollArea *m_scroll;
    Card *m_card;
    RoleWidget *m_problems;
    IconLabel *m_problemIcon;
    QLabel *m_problemWords;
    QPushButton *m_cancel, *m_look;
    ReviewPanel *m_review;
};

} // namespace baton::ui
