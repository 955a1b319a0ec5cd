#pragma once

#include "app/record/difference.h"
#include "ui/record/formfield.h"

#include <QtCore/QJsonArray>

namespace baton::ui {

/// One external identifier: type, value, relation, link, and what is wrong with it.
class IdentifierRow : public QWidget {
    Q_OBJECT
public:
    explicit IdentifierRow(QWidget *parent = nullptr);
    void setName(const QString &name); ///< "Identifier 1"; names the controls
    void setRemovable(bool removable);
    void set(const QJsonObject &identifier);
    /// Of a row without one.
    void setUsualType(const QString &type);
    QJsonObject value() const;
    QString type() const;
    bool isEmpty() const; ///< nothing in the field
    bool isBlank() const; ///< nothing typed and nothing there before
    void showProblem(const record::FieldProblem *problem);
    bool wasLeft() const { return m_left; }
    void setLeft(bool left) { m_left = left; }
    void focusValue();

Q_SIGNALS:
    void edited();
    void left();
    void removeRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What the link would be if nobody typed one; empty when the type has no address.
    QString suggestedLink() const;
    void suggestLink();
    void showLink(bool on);
    void typeChosen();

    QComboBox *m_type, *m_relation;
    QLineEdit *m_value, *m_link;
    QToolButton *m_linkButton;
    QAction *m_mark;
    QToolButton *m_remove;
    FieldMessage *m_message;
    QJsonObject m_original;
    bool m_left = false;
    bool m_linkTyped = false; ///< it stays as it is, whatever becomes of type and value
};

/// The rows, with Add identifier below.
class IdentifierRows : public QWidget {
    Q_OBJECT
public:
    /// prefix: of the accessible names, "Resource 1" gives Resource 1 identifier 1 type, …
    explicit IdentifierRows(const QString &prefix = {}, QWidget *parent = nullptr);
    void setSingle(const QString &name); ///< one row of that name, and no more
    void setUsualType(const QString &type); ///< what a new row begins with; "doi" if not said
    void set(const QJsonValue &externalIds);
    /// One empty row to begin with, when there is none; it counts only once something is typed.
    void offerRow();
    QJsonValue value() const; ///< {"external-id": […]}, null when there is none
    /// Paths from here: "external-id[1]/external-id-value"; anything shorter concerns all of them.
    void showProblems(const QList<record::FieldProblem> &problems);
    void setAllLeft();
    QString typeAt(int index) const;

Q_SIGNALS:
    void edited();
    void left();

private:
    IdentifierRow *addRow(const QJsonObject &identifier);
    void renumber();

    QString m_prefix, m_single, m_usual;
    QVBoxLayout *m_column;
    FieldMessage *m_message;
    QPushButton *m_add;
    QList<IdentifierRow *> m_rows;
};

} // namespace baton::ui
