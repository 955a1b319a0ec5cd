#pragma once

#include "ui/common/widgets.h"

namespace baton::ui {

/// One entry of a list of the design: icon, title, lines below, and room at the right; a 1 px line under it. It is a list
/// item for the accessibility tree, named with its whole sentence.
class ListRow : public QFrame {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit ListRow(QWidget *parent = nullptr);
    int accessibleRole() const;

    void setIcon(const QString &icon, QColor Colors::*token);
    void setLead(QWidget *widget);              ///< instead of an icon
    QLabel *setTitle(const QString &text, const char *role = "strong");
    QLabel *addText(const QString &text, const char *role = "caption");
    /// Words with a technical name at the right of them, or below where both do not fit.
    void addPair(const QString &text, const QString &mono);
    void addWidget(QWidget *widget);            ///< below, at the left
    void addTrailing(QWidget *widget);          ///< right of the title
    void setWarn(bool warn);                    ///< on the warning ground
    void setLast(bool last);                    ///< no line under it
    QVBoxLayout *words() const { return m_words; }

private:
    QHBoxLayout *m_row, *m_top;
    QVBoxLayout *m_words;
};

/// A card's body that is a list: RoleWidget with rows one under the other.
class ListBox : public RoleWidget {
    Q_OBJECT
public:
    explicit ListBox(const QString &accessibleName, QWidget *parent = nullptr);
    void clear();
    ListRow *addRow();
    /// After the last row: takes its line away.
    void finish();
    QList<ListRow *> rows() const { return m_rows; }

private:
    QVBoxLayout *m_column;
    QList<ListRow *> m_rows;
};

} // namespace baton::ui
