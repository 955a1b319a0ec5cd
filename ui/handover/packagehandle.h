#pragma once

#include "app/handover/package.h"

#include <QtWidgets/QWidget>

#include <optional>

namespace baton::ui {

/// The folder of packages on their way out of the window: ours alone (0700), and only sealed packages ever lie in it.
/// What an earlier run left there is removed.
class OutgoingFolder {
public:
    explicit OutgoingFolder(const QString &path = {}); ///< empty: one below the system's temporary folder
    ~OutgoingFolder();
    OutgoingFolder(const OutgoingFolder &) = delete;
    OutgoingFolder &operator=(const OutgoingFolder &) = delete;
    /// Mode 0600, whole or not at all; under the package's own name. Errors: package.write.
    Result<QString> put(const handover::Sealed &package);
    QString path() const { return m_path; }

private:
    void empty();

    QString m_path;
};

/// The sealed package as a thing to be dragged out of the window: its text for a message, its file for a file manager.
/// Pressing it has the package sealed; the drag begins as soon as it is and the mouse has moved.
class PackageHandle : public QWidget {
    Q_OBJECT
    Q_PROPERTY(int accessibleRole READ accessibleRole CONSTANT)
public:
    explicit PackageHandle(QWidget *parent = nullptr);
    int accessibleRole() const;
    /// What goes along with a drag: compact text, and the file when there is one.
    static QMimeData *mimeFor(const handover::Sealed &package, const QString &path);
    void offer(const handover::Sealed &package, const QString &path);
    void withdraw(); ///< nothing came of the sealing
    QSize sizeHint() const override;
    bool isHeld() const { return m_held; }

Q_SIGNALS:
    void taken();   ///< pressed: seal now
    void dropped(const baton::handover::Sealed &package); ///< somebody took it

protected:
    void paintEvent(QPaintEvent *) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void dragWhenReady();

    bool m_held = false, m_moved = false;
    QPoint m_pressedAt;
    std::optional<handover::Sealed> m_package;
    QString m_path;
};

} // namespace baton::ui
