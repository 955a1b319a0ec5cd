#pragma once

// The small parts every page is made of. Each carries its accessible name from the caller (see ui.md) and paints
// itself from Theme; none knows a page.

#include <QtCore/QPointer>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QButtonGroup>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QFrame>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

namespace baton::ui {

enum class Tone { Neutral, Accent, Second, Ok, Warn, Err };

/// QPushButton with an icon of ours by name ("copy"), kinds "primary", "" and "flat"; height 30, 36 when main.
/// `&` in text is escaped here; accessibleName is set apart from the text.
QPushButton *makeButton(const QString &text, const QString &icon, const QString &accessibleName, const char *kind = "", QWidget *parent = nullptr);
/// Small icon-only button (copy, reveal, delete).
QToolButton *makeIconButton(const QString &icon, const QString &accessibleName, QWidget *parent = nullptr);
/// QLabel, Qt::PlainText, with a role: "body", "caption", "strong", "name", "title", "mono", "link", "text2".
QLabel *makeLabel(const QString &text, const char *role = "body", QWidget *parent = nullptr);
/// QComboBox with a buddy label that carries the accessible name (Qt 6.4: setAccessibleName on a combo is ignored).
/// With visible = false the label is hidden but still names the combo.
QComboBox *makeCombo(const QString &accessibleName, QWidget *parent, bool labelVisible = false);

/// White card with a 1 px border (kind "card"), optionally with a header row.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    /// Header row with strong title and caption; returns its layout so that actions can be added on the right.
    QHBoxLayout *addHeader(const QString &title, const QString &caption = {});
    void setHeaderCaption(const QString &caption);
    QVBoxLayout *body() const { return m_body; }

private:
    QVBoxLayout *m_outer;
    QVBoxLayout *m_body;
    QLabel *m_caption = nullptr;
};

/// Icon + word on a soft ground.
class Chip : public QWidget {
    Q_OBJECT
public:
    explicit Chip(QWidget *parent = nullptr);
    void set(const QString &text, Tone tone, const QString &icon = {});
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QString m_text, m_icon;
    Tone m_tone = Tone::Neutral;
};

/// The baton: original client first (blue), second client after (plum, always with "via"); stacked when too narrow.
class Capsule : public QWidget {
    Q_OBJECT
public:
    explicit Capsule(QWidget *parent = nullptr);
    void set(const QString &original, const QString &second); ///< second empty = one half only
    static void paint(QPainter *painter, const QRect &rect, const QString &original, const QString &second, const QFont &font);
    static void paintGlyph(QPainter *painter, const QRectF &rect); ///< the tiny two-part mark of "ours"
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QString m_original, m_second;
};

/// Banner inside a page: tone, bold words, explanation, one link-like button.
class Banner : public QFrame {
    Q_OBJECT
public:
    explicit Banner(QWidget *parent = nullptr);
    void set(Tone tone, const QString &strong, const QString &text, const QString &action = {});
    QPushButton *actionButton() const { return m_action; }

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel *m_icon;
    QLabel *m_strong;
    QLabel *m_text;
    QPushButton *m_action;
};

/// Segmented radio group (real radio semantics: autoExclusive QAbstractButtons, wired to toggled).
class Segments : public QWidget {
    Q_OBJECT
public:
    explicit Segments(QWidget *parent = nullptr);
    QAbstractButton *add(int id, const QString &text, const QString &icon, const QString &accessibleName);
    int checkedId() const;
    void setChecked(int id);
    QAbstractButton *button(int id) const;
    void setText(int id, const QString &text);

Q_SIGNALS:
    void selected(int id);

private:
    QButtonGroup *m_group;
};

/// Numbered circle of a step list: number, tick, spinner or cross.
class StepDot : public QWidget {
    Q_OBJECT
public:
    enum class State { Pending, Current, Done, Failed };
    explicit StepDot(int number, QWidget *parent = nullptr);
    void setState(State state);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    int m_number;
    State m_state = State::Pending;
};

/// Turning arc, driven by one shared timer; still under reduced motion.
class Spinner : public QWidget {
    Q_OBJECT
public:
    explicit Spinner(QWidget *parent = nullptr);
    static void paint(QPainter *painter, const QRectF &rect, const QColor &color);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    void showEvent(QShowEvent *) override;
    void hideEvent(QHideEvent *) override;
};

/// A QWidget that says it is a list, list item, group or alert in the accessibility tree (plain widgets are fillers).
class RoleWidget : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    RoleWidget(int role, const QString &accessibleName, QWidget *parent = nullptr); ///< role: QAccessible::Role
    int accessibleRole() const { return m_role; }

private:
    int m_role;
};

/// Copies with the "not for history" hints; a secret is cleared after 30 s if still there (S50).
void copyText(const QString &text);
void copySecret(const QString &text);

} // namespace baton::ui
