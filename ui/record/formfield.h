#pragma once

#include "app/record/difference.h"
#include "ui/common/widgets.h"

#include <QtWidgets/QLineEdit>

namespace baton::ui {

/// "The last digit doesn’t fit this ISSN." with "Use 2765-0014" beside it, under a field, and what ORCID would answer where it
/// would refuse; nothing when there is no problem.
class FieldMessage : public QWidget {
    Q_OBJECT
public:
    explicit FieldMessage(QWidget *parent = nullptr);
    void show(const record::FieldProblem *problem);

Q_SIGNALS:
    void suggestionTaken(const QString &value);

private:
    IconLabel *m_icon;
    QLabel *m_words, *m_answer;
    QPushButton *m_use;
    QString m_suggestion;
};

/// Label, editor, and what is wrong with it. Problems show once the field was left.
class FormField : public QWidget {
    Q_OBJECT
public:
    FormField(const QString &label, const QString &caption, QWidget *editor, QWidget *parent = nullptr);

    bool wasLeft() const { return m_left; }
    void setLeft(bool left) { m_left = left; }
    void showProblem(const record::FieldProblem *problem);
    void setCaption(const QString &caption);
    QString label() const { return m_label; }

Q_SIGNALS:
    void left();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QString m_label;
    QLabel *m_caption;
    QWidget *m_editor;
    QWidget *m_marked; ///< what takes the keyboard: the editor, or the box in it
    FieldMessage *m_message;
    bool m_left = false;
};

QLineEdit *makeLine(const QString &accessibleName, QWidget *parent = nullptr);
/// Red edge and a description for screen readers; null takes both away.
void markProblem(QWidget *editor, const record::FieldProblem *problem);

} // namespace baton::ui
