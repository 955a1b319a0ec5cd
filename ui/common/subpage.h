#pragma once

#include "ui/common/page.h"

class QPushButton;

namespace baton::ui {

/// A page in place of another one, with a breadcrumb back to it; Esc goes back as well.
class SubPage : public Page {
    Q_OBJECT
public:
    /// `back`: the title of the page it belongs to; `backName`: the accessible name of the way back.
    SubPage(const QString &back, const QString &backName, const QString &title, const QString &purpose, QWidget *parent = nullptr);
    void setPlace(const QString &place); ///< behind the arrow of the breadcrumb

Q_SIGNALS:
    void closed();

private:
    QLabel *m_place;
};

} // namespace baton::ui
