#pragma once

#include "app/orcid/enumerations.h"
#include "ui/record/formfield.h"

#include <QtCore/QJsonObject>
#include <QtWidgets/QGridLayout>

namespace baton::ui {

class IdentifierRows;

/// The fields of one kind of item. Loads an item, gives it back with the fields laid over, and shows what is wrong.
class EditForm : public QWidget {
    Q_OBJECT
public:
    /// Null for a section whose items Baton shows but has no form for.
    static EditForm *make(const QString &section, QWidget *parent);
    static bool existsFor(const QString &section);

    /// An empty object for a new item.
    void load(const QJsonObject &item);
    /// Nothing that the form doesn't show is lost; emptied fields are null.
    QJsonObject content() const;
    void showProblems(const QList<record::FieldProblem> &problems);
    void focusFirst();
    /// "issn" for external-ids/1/value, "Title" for title: what to name in "Fix the … first".
    QString nameOf(const QString &field) const;

Q_SIGNALS:
    void edited();
    void left();

protected:
    explicit EditForm(QWidget *parent);
    virtual void fill(const QJsonObject &item) = 0;
    virtual void write(QJsonObject &item) const = 0;

    FormField *field(const QString &key, const QString &label, const QString &caption, QWidget *editor);
    QLineEdit *line(const QString &accessibleName);
    QComboBox *combo(const QString &accessibleName, const QList<orcid::Term> &terms, const QString &emptyText);
    QWidget *visibilityField();
    void setIdentifiers(IdentifierRows *rows) { m_identifiers = rows; }
    QGridLayout *grid() const { return m_grid; }
    static QJsonValue wrapped(const QString &text); ///< {"value": text}, or null
    static QJsonValue bare(const QString &text);    ///< text, or null
    static void choose(QComboBox *combo, const QString &value, const QString &text);

private:
    QGridLayout *m_grid;
    QHash<QString, FormField *> m_fields;
    IdentifierRows *m_identifiers = nullptr;
    QLineEdit *m_visibility = nullptr;
    QAction *m_visibilityMark = nullptr;
    QJsonObject m_item;
    bool m_loading = false;
};

} // namespace baton::ui
