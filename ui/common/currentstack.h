#pragma once

#include <QtWidgets/QStackedWidget>

namespace baton::ui {

/// As large as the page in sight needs: pages behind it, laid out for another width long ago, do not count.
class CurrentStack : public QStackedWidget {
    Q_OBJECT
public:
    explicit CurrentStack(QWidget *parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    bool hasHeightForWidth() const override;
    int heightForWidth(int width) const override; ///< the least that is enough
};

} // namespace baton::ui
