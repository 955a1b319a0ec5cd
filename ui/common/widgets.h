#pragma once

// The small parts every page is made of. Each carries its accessible name from the caller and paints
// itself from Theme; none knows a page.

#include "ui/common/theme.h"

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

QString toneName(Tone tone); ///< "ok", "warn", … as the style sheet's property `tone`; empty for Neutral
QColor Colors::*toneToken(Tone tone); ///< ink on toneSoft
QColor toneColor(Tone tone);
QColor toneSoft(Tone tone);

/// QPushButton with an icon of ours by name ("copy"); kinds, several with blanks between: "primary", "flat", "danger",
/// "link", "small" (height 26), "main" (primary, height 36); otherwise plain, height 30.
/// `&` in text is escaped here; accessibleName is set apart from the text.
QPushButton *makeButton(const QString &text, const QString &icon, const QString &accessibleName, const char *kind = "", QWidget *parent = nullptr);
void setButtonText(QAbstractButton *button, const QString &text); ///< escapes `&`
void setButtonIcon(QAbstractButton *button, const QString &icon); ///< in the colour of the button's kind
/// Small icon-only button (copy, reveal, delete).
QToolButton *makeIconButton(const QString &icon, const QString &accessibleName, QWidget *parent = nullptr);
/// QLabel, Qt::PlainText, with a role: "body", "caption", "strong", "name", "title", "mono", "link", "text2".
QLabel *makeLabel(const QString &text, const char *role = "body", QWidget *parent = nullptr);
/// The same with word wrap and height for width.
QLabel *makeText(const QString &text, const char *role = "body", QWidget *parent = nullptr);
void setTone(QLabel *label, Tone tone);
/// Sets a property the style sheet looks at and applies it.
void restyle(QWidget *widget, const char *property, const QString &value);
/// QComboBox with a buddy label that carries the accessible name (Qt 6.4: setAccessibleName on a combo is ignored).
/// With visible = false the label is hidden but still names the combo.
QComboBox *makeCombo(const QString &accessibleName, QWidget *parent, bool labelVisible = false);
QLabel *comboLabel(const QComboBox *combo); ///< the buddy made with it, to be laid out when visible

/// One of our icons standing alone, in a token's colour. Decoration only: it has no accessible name.
class IconLabel : public QWidget {
    Q_OBJECT
public:
    explicit IconLabel(const QString &icon, QColor Colors::*token, int size = 16, QWidget *parent = nullptr);
    void set(const QString &icon, QColor Colors::*token);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QString m_icon;
    QColor Colors::*m_token;
    int m_size;
};

/// White card with a 1 px border (kind "card"), optionally with a header row.
class Card : public QFrame {
    Q_OBJECT
public:
    explicit Card(QWidget *parent = nullptr);
    /// Header row with strong title and caption; returns its layout so that actions can be added on the right.
    QHBoxLayout *addHeader(const QString &title, const QString &caption = {});
    void setHeaderCaption(const QString &caption);
    QVBoxLayout *body() const { return m_body; } ///< margins 14
    /// Content without margins (a table, a list), below header and body.
    void addFlush(QWidget *widget, int stretch = 1);

private:
    QVBoxLayout *m_outer;
    QVBoxLayout *m_body;
    QLabel *m_title = nullptr;
    QLabel *m_caption = nullptr;
};

/// Icon + word on a soft ground.
class Chip : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit Chip(QWidget *parent = nullptr);
    int accessibleRole() const;
    void set(const QString &text, Tone tone, const QString &icon = {});
    QString text() const { return m_text; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QString m_text, m_icon;
    QString m_cut; ///< our own tool tip, while the words do not fit
    QString m_named; ///< the accessible name we gave, to tell it from the caller's
    Tone m_tone = Tone::Neutral;
};

/// The baton: original client first (blue), second client after (plum, always with "via"); stacked when too narrow.
class Capsule : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit Capsule(QWidget *parent = nullptr);
    int accessibleRole() const;
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
    QString m_original, m_second, m_named;
};

/// Banner inside a page: tone, bold words, explanation, one link-like button.
class Banner : public QFrame {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit Banner(QWidget *parent = nullptr);
    int accessibleRole() const;
    void set(Tone tone, const QString &strong, const QString &text, const QString &action = {});
    QPushButton *actionButton() const { return m_action; }

Q_SIGNALS:
    void actionTriggered();

private:
    IconLabel *m_icon;
    QLabel *m_strong;
    QLabel *m_text;
    QPushButton *m_action;
};

/// Segmented radio group (real radio semantics: autoExclusive QAbstractButtons, wired to toggled).
class Segments : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit Segments(QWidget *parent = nullptr);
    int accessibleRole() const;
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
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    enum class State { Pending, Current, Done, Failed };
    explicit StepDot(int number, QWidget *parent = nullptr);
    int accessibleRole() const;
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
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit Spinner(QWidget *parent = nullptr);
    int accessibleRole() const;
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

/// To the clipboard. A secret carries the "not for history" hints and is cleared after 30 s, or when Baton ends, if it
/// is still there (S50).
void copyText(const QString &text);
void copySecret(const QString &text, int clearAfterMs = 30'000);

} // namespace baton::ui
