#pragma once

#include "app/record/journal.h"
#include "ui/common/widgets.h"

class QGridLayout;

namespace baton::ui {

/// An item that somebody changed while it was edited here: theirs beside mine, one choice per field. Nothing is sent from here.
class ConflictPanel : public Card {
    Q_OBJECT
public:
    explicit ConflictPanel(QWidget *parent = nullptr);

    /// `mine.before` is the item as it was opened.
    void show(const record::Draft &mine, const QJsonObject &theirs);

Q_SIGNALS:
    void keepTheirs(const QString &draftId);
    void keepAsDraft();
    void reviewMerged(const baton::record::Draft &merged);

private:
    struct Row {
        QString key;
        QButtonGroup *choice;
    };
    void addRow(const QString &key);
    record::Draft merged() const;

    record::Draft m_mine;
    QJsonObject m_theirs;
    QList<Row> m_rows;
    QLabel *m_title, *m_when, *m_words, *m_same;
    RoleWidget *m_table;
    QGridLayout *m_grid = nullptr;
    QWidget *m_body = nullptr;
};

} // namespace baton::ui
