#pragma once

#include "app/http/trace.h"
#include "app/relay/story.h"
#include "ui/common/page.h"

class QPushButton;

namespace baton::ui {

class SequenceDiagram;
class StepPanel;

/// The live sequence diagram of one hand-over. It plays nothing itself: it asks, and the shell performs the real steps.
class OverviewPage : public Page {
    Q_OBJECT
public:
    OverviewPage(relay::Story &story, http::Trace &trace, QWidget *parent = nullptr);

    void triggerPrimary() override;
    void setEnvironment(const orcid::Environment &environment) override;
    int selectedStep() const;

public Q_SLOTS:
    void setPlaying(bool playing);
    void setPlayable(bool playable); ///< practice only: elsewhere the demonstration's buttons are absent
    void selectStep(int step);

Q_SIGNALS:
    void playRequested();
    void pauseRequested();
    void nextRequested();
    void startOverRequested();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void togglePlay();
    void refresh(int step);
    void openExchange(int step);

    relay::Story &m_story;
    SequenceDiagram *m_diagram;
    StepPanel *m_panel;
    QPushButton *m_startOver, *m_next, *m_play;
    bool m_playing = false;
    bool m_playable = true;
    bool m_follow = true; ///< the selection goes with the story until the user selects a step
};

} // namespace baton::ui
