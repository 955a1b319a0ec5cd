#pragma once

#include <QtWidgets/QGridLayout>

class QLabel;

namespace baton::ui {

/// Captions at the left, values at the right, as in the details of a client. The label is the value's buddy.
class KeyValues : public QGridLayout {
    Q_OBJECT
public:
    explicit KeyValues(QWidget *owner, int captionWidth = 88);
    QLabel *add(const QString &caption, QWidget *value);
    QLabel *add(const QString &caption, QLayout *value);
    /// A plain text value.
    QLabel *addText(const QString &caption, const QString &text, const char *role = "body");
    int nextRow() const { return m_next; }

private:
    QLabel *captionFor(const QString &caption, Qt::Alignment where);

    QWidget *m_owner;
    int m_next = 0;
};

} // namespace baton::ui
