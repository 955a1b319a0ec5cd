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
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void renewRequested();
    void showExchange(qint64 traceId);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *) override;
    void changeEvent(QEvent *event) override;

private:
    void fitLast();
    static QString stateWords(const http::Exchange &exchange);
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
    QString m_path; ///< of the last request, whole
    QString m_iconName;
    QColor m_iconColor;
    qint64 m_lastId = 0;
};

} // namespace baton::ui
