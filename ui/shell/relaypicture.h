#pragma once

#include <QtWidgets/QWidget>

namespace baton::ui {

/// Researcher → original client → (baton) → second client → record: the idea in one line.
class RelayPicture : public QWidget {
    Q_OBJECT
public:
    explicit RelayPicture(QWidget *parent = nullptr);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *) override;
};

} // namespace baton::ui
