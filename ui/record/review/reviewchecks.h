#pragma once

#include "app/record/sending.h"
#include "ui/common/widgets.h"

class QVBoxLayout;

namespace baton::ui {

/// A card with one line per thing that was checked or that happened: mark, words, detail, and what can be looked at.
class ReviewChecks : public Card {
    Q_OBJECT
public:
    /// `title` names the list too: "Checked beforehand", "What happened".
    explicit ReviewChecks(const QString &title, QWidget *parent = nullptr);

    void setComparable(bool comparable) { m_comparable = comparable; } ///< what is mine is in an editor
    void show(const QList<record::Check> &checks);
    void show(const QList<record::SendingStep> &steps);

Q_SIGNALS:
    void showExchange(qint64 traceId);
    void compareRequested();                 ///< with what somebody else made of it
    void existingRequested(qint64 putCode);  ///< the item that this one would double

private:
    struct Line {
        QString icon;
        QColor Colors::*token = nullptr;
        bool running = false;
        QString what, scope, detail, state;
        bool request = false;
        qint64 traceId = 0;
    };
    void clear();
    QVBoxLayout *add(const Line &line);

    RoleWidget *m_list;
    QVBoxLayout *m_rows;
    bool m_comparable = false;
    QString m_shown; ///< what is shown, to leave it alone when nothing is new
};

} // namespace baton::ui
