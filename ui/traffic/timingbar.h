#pragma once

#include "app/http/exchange.h"
#include "ui/common/widgets.h"

namespace baton::ui {

/// Where the time of an exchange went: connect, send, wait, receive, as one bar with its words above.
class TimingBar : public RoleWidget {
    Q_OBJECT
public:
    explicit TimingBar(QWidget *parent = nullptr);
    void setExchange(const http::Exchange &exchange);
    static QString words(const http::Exchange &exchange);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    struct Part {
        QString name;
        qint64 ms;
    };
    QList<Part> m_parts;
};

} // namespace baton::ui
