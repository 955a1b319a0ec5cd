#pragma once

#include "app/base/error.h"
#include "ui/common/flowdialog.h"

#include <functional>

class QHBoxLayout;
class QPushButton;
class QVBoxLayout;

namespace baton::ui {

class Banner;

/// A window-modal question: title, words, body, a banner for problems, buttons. Opened without a nested event loop;
/// it deletes itself when closed. submitted() comes on the main button; the receiver closes it when all went well.
class FormDialog : public FlowDialog {
    Q_OBJECT
public:
    /// `acceptName` is the button's accessible name; kind "primary" or "danger".
    FormDialog(const QString &title, const QString &words, const QString &acceptText, const QString &acceptName,
               const char *kind, QWidget *parent);
    QVBoxLayout *body() const { return m_body; }
    QPushButton *acceptButton() const { return m_accept; }
    QPushButton *cancelButton() const { return m_cancel; }
    QHBoxLayout *footer() const { return m_footer; } ///< further buttons go to its beginning
    void showProblem(const Error &error);
    void hideProblem();

Q_SIGNALS:
    void submitted();

private:
    QVBoxLayout *m_body;
    QHBoxLayout *m_footer;
    Banner *m_problem;
    QPushButton *m_accept, *m_cancel;
};

/// Asks once before something that cannot be taken back; `then` runs on the named button only.
FormDialog *askFirst(QWidget *parent, const QString &title, const QString &words, const QString &action, const QString &actionName, std::function<void()> then);
/// Words to read and close.
void tell(QWidget *parent, const QString &title, const QString &words);
/// The platform's file dialogs, opened without a nested event loop; the folder is remembered for this run.
void chooseFile(QWidget *parent, const QString &title, const QString &filter, std::function<void(const QString &path)> then);
void chooseSaveFile(QWidget *parent, const QString &title, const QString &suggestion, const QString &filter,
                    std::function<void(const QString &path)> then);

} // namespace baton::ui
