#pragma once

#include "app/orcid/sections.h"
#include "ui/record/forms/objectnode.h"

class QAction;

namespace baton::ui {

/// The fields of one kind of item, made from the section's own description. Loads an item, gives it back with the
/// fields laid over, and shows what is wrong.
class EditForm : public QWidget {
    Q_OBJECT
public:
    /// Null for a section that clients cannot write.
    static EditForm *make(const QString &section, QWidget *parent);
    static bool existsFor(const QString &section);

    /// An empty object for a new item.
    void load(const QJsonObject &item);
    /// Nothing that the form doesn't show is lost; emptied fields are null.
    QJsonObject content() const;
    void showProblems(const QList<record::FieldProblem> &problems);
    void focusFirst();
    /// "issn" for an identifier, "Title" for title/title: what to name in "Fix the … first".
    QString nameOf(const QString &field) const;

Q_SIGNALS:
    void edited();
    void left();

private:
    EditForm(const orcid::Section &section, QWidget *parent);
    QWidget *makeVisibility();

    FormLayout m_layout;
    ObjectNode *m_root;
    QLineEdit *m_visibility = nullptr;
    QAction *m_visibilityMark = nullptr;
    bool m_loading = false;
};

} // namespace baton::ui
