#pragma once

#include <QtWidgets/QWidget>

namespace baton::ui {

/// Header, payload and signature of a token differ in colour and in the way they are underlined.
QColor tokenPartColor(int part);
Qt::PenStyle tokenPartLine(int part);

/// The beginnings of the three parts in one line, and their legend.
class TokenParts : public QWidget {
    Q_OBJECT
public:
    explicit TokenParts(QWidget *parent = nullptr);
    void setBeginnings(const QStringList &beginnings);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QStringList m_beginnings;
};

} // namespace baton::ui
