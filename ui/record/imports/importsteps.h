#pragma once

#include "ui/common/fields.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// File · Mapping · Rehearsal · Send, and at the right which file it is.
class ImportSteps : public QWidget {
    Q_OBJECT
public:
    enum Step { File, Mapping, Rehearsal, Send, StepCount };
    explicit ImportSteps(QWidget *parent = nullptr);
    void setStep(Step step, bool allDone = false);
    void setFile(const QString &name, const QString &about);
    void setChangeable(bool on);

Q_SIGNALS:
    void chooseOther();
    void readAgain();

private:
    StepDot *m_dots[StepCount];
    QLabel *m_words[StepCount];
    QWidget *m_fileRow;
    ElidedLabel *m_name;
    QLabel *m_about;
    QToolButton *m_again;
    QPushButton *m_other;
};

} // namespace baton::ui
