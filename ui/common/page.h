#pragma once

#include "app/base/error.h"
#include "app/orcid/environment.h"

#include <QtCore/QUrl>
#include <QtWidgets/QWidget>

#include <functional>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace baton::ui {

/// Pages in rail order; names are what the rail shows.
enum class PageId { Overview, SignIn, IdentityToken, HandOver, Inbox, Record, Traffic, Checks, Ledger, Registry, People, Preferences };

class Banner;
class SubPage;

/// A page: title, one-line purpose, actions top right (at most one primary), a banner for problems, then the body.
class Page : public QWidget {
    Q_OBJECT
public:
    Page(const QString &title, const QString &purpose, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setPurpose(const QString &purpose);
    /// Title and purpose one under the other, for a breadcrumb above or a row below; an empty purpose takes no room.
    QVBoxLayout *heading() const;
    /// Right of the title, in order of adding; the last one is usually the primary button.
    QHBoxLayout *actions() const;
    /// Below the header; margins are set already.
    QVBoxLayout *body() const;

    /// What happened, what it means, what to do, and "Show HTTP exchange" when error.traceId is set.
    void showError(const Error &error);
    /// The same with a button for what can be done about it, in words, and what it does.
    void showProblem(const Error &error, const QString &action, std::function<void()> then);
    void showProblem(const Error &error, const QString &action, PageId leadsTo);
    void showNotice(const QString &text);
    void showWarning(const QString &what, const QString &next);
    void hideBanner();

    /// The page's primary action for Ctrl+Return; does nothing by default.
    virtual void triggerPrimary();
    virtual void setEnvironment(const orcid::Environment &environment);
    /// What the page needs at this width, not what it would like: it scrolls only when its parts can shrink no more.
    int heightForWidth(int width) const override;
    const orcid::Environment &environment() const;

Q_SIGNALS:
    void showExchange(qint64 traceId);
    void navigate(baton::ui::PageId page);
    /// To be opened in the browser chosen in Preferences.
    void linkActivated(const QUrl &link);
    /// A page in place of this one until it says closed().
    void subPageRequested(baton::ui::SubPage *page);

protected:
    void changeEvent(QEvent *event) override;

private:
    void fitHead();

    QLabel *m_title;
    QLabel *m_purpose;
    QWidget *m_headingBox; ///< beside the actions, or above them where both do not fit
    QVBoxLayout *m_heading;
    QHBoxLayout *m_actions;
    QVBoxLayout *m_body;
    Banner *m_banner;
    orcid::Environment m_environment;
    qint64 m_traceId = 0;            ///< behind the banner's button
    std::function<void()> m_then;    ///< or this
};

} // namespace baton::ui
