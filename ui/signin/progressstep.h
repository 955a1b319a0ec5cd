#pragma once

#include "ui/common/widgets.h"

namespace baton::ui {

/// One numbered step of the sign-in with a line down to the next one.
class ProgressStep : public RoleWidget {
    Q_OBJECT
public:
    ProgressStep(int number, bool last, QWidget *parent = nullptr);
    void set(StepDot::State state, const QString &title, const QString &text);
    StepDot::State state() const { return m_state; }

protected:
    void paintEvent(QPaintEvent *) override;

private:
    StepDot::State m_state = StepDot::State::Pending;
    bool m_last;
    StepDot *m_dot;
    QLabel *m_title, *m_text;
};

} // namespace baton::ui
