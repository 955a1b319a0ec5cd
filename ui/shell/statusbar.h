#pragma once

#include "app/exchange/delegatedsession.h"
#include "app/http/trace.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace baton::ui {

class Spinner;
class TokenChip;

/// The line at the bottom: registry state, the delegated token's hour, the last request.
class StatusBar : public QWidget {
    Q_OBJECT
public:
    StatusBar(exchange::DelegatedSession &session, http::Trace &trace, QWidget *parent = nullptr);

    void setRegistry(const QString &words, const QString &icon, const QColor &color);

Q_SIGNALS:
    void renewRequested();
    void showExchange(qint64 traceId);

protected:
    void paintEvent(QPaintEvent *) override;
    void changeEvent(QEvent *event) override;

private:
    void showLast();
    void restyle();

    http::Trace &m_trace;
    QLabel *m_registryIcon;
    QLabel *m_registry;
    TokenChip *m_token;
    QLabel *m_lastCaption;
    QPushButton *m_lastPath;
    QLabel *m_lastIcon;
    QLabel *m_lastState;
    Spinner *m_spinner;
    QString m_iconName;
    QColor m_iconColor;
    qint64 m_lastId = 0;
};

} // namespace baton::ui
