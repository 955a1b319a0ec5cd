#pragma once

#include "app/relay/story.h"
#include "ui/overview/diagramlayout.h"

#include <QtWidgets/QAbstractButton>

namespace baton::ui {

class Spinner;

/// One step of the sequence diagram: a real button across its row that paints its own arrow, so that focus, clicks
/// and the accessibility tree need nothing extra.
class StepArrow : public QAbstractButton {
    Q_OBJECT
public:
    explicit StepArrow(int number, QWidget *parent);

    int number() const { return m_number; }
    void setStep(const relay::Step &step, const QString &from, const QString &to);
    void setLayoutOf(const DiagramLayout &layout);
    void setSelected(bool selected);
    bool isSelected() const { return m_selected; }
    static QString stateWords(const relay::Step &step);

Q_SIGNALS:
    void chosen(int number);              ///< clicked, or reached with the arrow keys
    void opened(int number);              ///< double-click or Enter
    void moveRequested(int from, int by); ///< Up, Down

protected:
    void paintEvent(QPaintEvent *) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    QColor ink() const;
    void paintGround(QPainter &painter) const;
    void paintLine(QPainter &painter, qreal y) const;
    void paintNumber(QPainter &painter, qreal y) const;
    void paintWords(QPainter &painter, qreal y) const;
    void paintPackage(QPainter &painter, qreal y) const;
    void paintResult(QPainter &painter) const;
    QList<qreal> crossedLanes() const;

    int m_number;
    relay::Step m_step;
    DiagramLayout m_layout;
    bool m_selected = false;
    Spinner *m_spinner;
};

} // namespace baton::ui
