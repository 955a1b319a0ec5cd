#pragma once

#include "app/relay/story.h"
#include "ui/common/widgets.h"
#include "ui/overview/diagramlayout.h"

namespace baton::ui {

class StepArrow;

/// The four lanes with the ten steps of a Story, live. Paints lanes, heads and phases; the steps paint themselves.
class SequenceDiagram : public RoleWidget {
    Q_OBJECT
public:
    explicit SequenceDiagram(const relay::Story &story, QWidget *parent = nullptr);

    int selected() const { return m_selected; }
    void select(int step, bool focus = false);
    void setRegistryName(const QString &name); ///< under "Registry" in its head
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    static QString partyName(const relay::Story &story, relay::Party party);

Q_SIGNALS:
    void selectionChanged(int step);
    void opened(int step);

protected:
    void paintEvent(QPaintEvent *) override;
    void resizeEvent(QResizeEvent *) override;

private:
    void refresh(int step);
    void relayout();
    void paintPhases(QPainter &painter) const;
    void paintHeads(QPainter &painter) const;

    const relay::Story &m_story;
    DiagramLayout m_layout;
    QList<StepArrow *> m_steps;
    QString m_registryName;
    int m_selected = 0;
};

} // namespace baton::ui
