#pragma once

#include "app/exchange/delegatedsession.h"

#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace baton::ui {

/// The delegated token's hour: icon, meter, time left, Renew. Under 10 min it warns, under 2 min it says "ending".
class TokenChip : public QWidget {
    Q_OBJECT
public:
    explicit TokenChip(exchange::DelegatedSession &session, QWidget *parent = nullptr);

    double share() const { return m_share; } ///< of the hour still left, for the meter

Q_SIGNALS:
    void renewRequested();

protected:
    void paintEvent(QPaintEvent *) override;
    void changeEvent(QEvent *event) override;

private:
    void refresh();

    exchange::DelegatedSession &m_session;
    QLabel *m_icon;
    QLabel *m_label;
    QWidget *m_meter;
    QLabel *m_left;
    QPushButton *m_renew;
    double m_share = 0;
    int m_announced = 0; ///< minutes last read out: 10, 5, 1
};

} // namespace baton::ui
