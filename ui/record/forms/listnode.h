#pragma once

#include "ui/record/forms/leaves.h"
#include "ui/record/forms/objectnode.h"

#include <QtCore/QJsonArray>
#include <QtWidgets/QVBoxLayout>

namespace baton::ui {

/// Contributors, hosts, resources: one block of fields per entry, to be added and removed. Contributors are a line of
/// names until someone wants to change them. Entries beyond the first forty appear on demand.
class ListNode : public FormNode {
    Q_OBJECT
public:
    ListNode(const orcid::Field &field, const Wording &wording, QObject *parent);
    QWidget *widget() const override { return m_box; }
    void setLeft(bool left) override;
    void showProblems(const Problems &problems) override;
    QString nameOf(const QString &path) const override;

protected:
    void fill(const QJsonValue &value) override;
    QJsonValue read() const override;

private:
    struct Row {
        QWidget *box = nullptr;
        QLabel *title = nullptr;
        ObjectNode *node = nullptr;
        QToolButton *up = nullptr, *down = nullptr; ///< contributors only
    };
    bool isFolded() const { return m_folded; }
    void fold();
    void unfold();
    void showMore();
    Row &addRow(const QJsonValue &value);
    void remove(QWidget *box);
    void move(QWidget *box, int by);
    void rebuild(const QJsonArray &values);
    void showMoves();
    void clear();
    void showCount();
    QString entryName(int number) const;

    Wording m_wording;
    QWidget *m_box, *m_fold;
    QLabel *m_count;
    QLineEdit *m_names;
    QVBoxLayout *m_column;
    QPushButton *m_change, *m_add, *m_more;
    FieldMessage *m_message;
    QList<Row> m_rows;
    QJsonArray m_rest; ///< entries without a row yet
    bool m_folded = false, m_left = false;
};

} // namespace baton::ui
