#pragma once

#include "app/base/error.h"
#include "app/signin/signinflow.h"
#include "ui/common/widgets.h"

class QLineEdit;

namespace baton::ui {

class NoteBox;
class ProgressStep;
class Rule;

/// The right-hand column of Sign in: where the attempt stands, how it ended, and the buttons that move it.
class ProgressPanel : public QFrame {
    Q_OBJECT
public:
    explicit ProgressPanel(QWidget *parent = nullptr);
    /// As wide as the page, for where it stands below the choices.
    void setWide(bool wide);
    QSize sizeHint() const override; ///< its full width; a narrow window gives it less

    enum class Mode { NoClient, NoRegistry, Preparing, Ready, Waiting, ExchangingCode, Ended };
    /// host: where the browser goes ("127.0.0.1:9760"); practice words differ. loopback false = paste the address.
    void setPlace(const QString &host, bool practice, bool loopback);
    void setMode(Mode mode);
    /// For NoRegistry: whether the practice registry is about to run, else why it could not start; no problem = nobody started it.
    void setRegistry(bool starting, const Error &problem);
    /// The button that takes the attempt on, or ends it.
    void focusPrimary();
    Mode mode() const { return m_mode; }
    void setOpenedAt(const QDateTime &when);
    void setWaited(std::chrono::seconds waited, std::chrono::seconds timeout);
    void showSuccess(const QString &researcher);
    void showFailure(const Error &error);
    void showStray(const QString &why);
    void clearEnding();
    bool hasSucceeded() const { return m_succeeded; }
    void showPasteError(const Error &error);
    QPushButton *openButton() const { return m_open; }

Q_SIGNALS:
    void openRequested();
    void openAgainRequested();
    void copyLinkRequested();
    void cancelRequested();
    void pasted(const QString &address);
    void showExchange(qint64 traceId);
    void startRegistryRequested();
    void otherPortRequested(); ///< the practice registry can't start where it should
    void continueRequested(); ///< after success: go to Identity token

private:
    void buildSteps();
    void buildButtons();
    void refresh();
    void refreshSteps();
    void refreshHint();
    void refreshRegistry();
    void refreshButtons();
    void submitPaste();

    Mode m_mode = Mode::Preparing;
    QString m_host;
    bool m_practice = true, m_loopback = true, m_pasteShown = false, m_failed = false, m_succeeded = false;
    bool m_registryStarts = false;
    Error m_registryProblem;
    int m_failedStep = 0;
    QString m_failedWords; ///< below the title of the step that failed
    qint64 m_traceId = 0;
    QDateTime m_openedAt;
    QVBoxLayout *m_body;
    IconLabel *m_icon;
    QLabel *m_title, *m_time;
    Spinner *m_spinner;
    RoleWidget *m_progress;
    QList<ProgressStep *> m_steps;
    NoteBox *m_ending, *m_hint, *m_noRegistry;
    QWidget *m_paste;
    QLineEdit *m_address;
    QLabel *m_pasteError;
    QPushButton *m_usePasted, *m_pasteLink, *m_startRegistry, *m_otherPort, *m_open, *m_again, *m_copy, *m_cancel;
};

} // namespace baton::ui
