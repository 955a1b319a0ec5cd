#pragma once

#include "app/desk/recall.h"
#include "ui/common/widgets.h"

class QPushButton;

namespace baton::ui {

/// One step of a recall with its button. It stays in place when its state changes, so that the keyboard does too.
class RecallStep : public QFrame {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    RecallStep(int number, desk::Recall::StepId id, QWidget *parent = nullptr);
    int accessibleRole() const;
    void show(const desk::Recall::Step &step, bool busy, const QDateTime &now);

Q_SIGNALS:
    void run();

private:
    struct Names {
        QString text, again, icon, name;
    };
    static Names namesOf(desk::Recall::StepId id);
    void showLines(const desk::Recall::Step &step);
    void showProof(const desk::Recall::Step &step);
    void clearLines();

    int m_number;
    desk::Recall::StepId m_id;
    StepDot *m_dot;
    QLabel *m_title, *m_at, *m_words;
    QVBoxLayout *m_lines;
    QList<QWidget *> m_shown;
    QPushButton *m_button;
};

} // namespace baton::ui
