#pragma once

#include <QtWidgets/QAbstractButton>

class QMimeData;

namespace baton::ui {

/// "Drop a .baton file here": also a button that opens the file dialog.
class DropZone : public QAbstractButton {
    Q_OBJECT
public:
    explicit DropZone(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    /// A single local file or plain text.
    static bool accepts(const QMimeData *data);

Q_SIGNALS:
    void fileDropped(const QString &path);
    void textDropped(const QByteArray &text);

protected:
    void paintEvent(QPaintEvent *) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    bool m_hovered = false;
};

} // namespace baton::ui
