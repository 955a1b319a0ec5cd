#pragma once

#include <QtWidgets/QLineEdit>
#include <QtWidgets/QWidget>

class QLabel;
class QToolButton;

namespace baton::ui {

/// Line edit with a magnifier and a clear button; Esc empties it.
class SearchField : public QLineEdit {
    Q_OBJECT
public:
    explicit SearchField(const QString &accessibleName, QWidget *parent = nullptr);

protected:
    void keyPressEvent(QKeyEvent *event) override;
};

/// A value in the fixed font with a copy button: client IDs, redirect URIs, ORCID iDs. Never elided: it wraps (an iD
/// only after the last slash). The text is a label, so accessibility cannot change it; copying uses what was set.
class CopyField : public QWidget {
    Q_OBJECT
public:
    /// `name` for the value, `copyName` for the button ("Client ID", "Copy client ID").
    CopyField(const QString &name, const QString &copyName, QWidget *parent = nullptr);
    void setText(const QString &text);
    QString text() const { return m_text; }
    void setWords(const QString &words); ///< instead of a value there is none of: nothing to copy
    void setFrame(bool on); ///< on a sunken ground like a read-only input
    QToolButton *copyButton() const { return m_copy; }
    QLabel *label() const { return m_label; }

Q_SIGNALS:
    void copied();

protected:
    void paintEvent(QPaintEvent *) override;

private:
    void fit();

    QLabel *m_label;
    QToolButton *m_copy;
    QString m_text;
    bool m_frame = false;
};

/// One line that ends in "…" when there is no room; the whole text is the tool tip and stays in the accessibility tree.
/// For names and prose, never for iDs, client IDs, URIs or thumbprints.
class ElidedLabel : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit ElidedLabel(const QString &text = {}, const char *role = "body", QWidget *parent = nullptr);
    int accessibleRole() const;
    void setText(const QString &text);
    QString text() const { return m_text; }
    void setElideMode(Qt::TextElideMode mode);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QString m_text;
    QByteArray m_role;
    Qt::TextElideMode m_mode = Qt::ElideRight;
};

} // namespace baton::ui
