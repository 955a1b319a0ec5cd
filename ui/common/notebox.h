#pragma once

#include "ui/common/widgets.h"

namespace baton::ui {

/// A soft box with an icon, bold words, an explanation below and one link-like button: for columns too narrow for a Banner.
class NoteBox : public QWidget {
    Q_OBJECT
public:
    explicit NoteBox(QWidget *parent = nullptr);
    /// Empty parts are absent. The action's accessible name is its text unless another is given.
    void set(Tone tone, const QString &icon, const QString &strong, const QString &text, const QString &action = {},
        const QString &actionName = {});
    QPushButton *actionButton() const { return m_action; }
    QVBoxLayout *column() const { return m_column; } ///< for further widgets below the text
    QString strongText() const;
    QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void paintEvent(QPaintEvent *) override;

private:
    Tone m_tone = Tone::Neutral;
    QString m_icon;
    QVBoxLayout *m_column;
    QLabel *m_strong, *m_text;
    QPushButton *m_action;
};

} // namespace baton::ui
