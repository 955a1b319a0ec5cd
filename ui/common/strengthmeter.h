#pragma once

#include "ui/common/widgets.h"

namespace baton::ui {

/// Five bars. The words beside it are its description: colour alone says nothing.
class StrengthMeter : public RoleWidget {
    Q_OBJECT
public:
    explicit StrengthMeter(QWidget *parent = nullptr);
    void set(int level, bool acceptable, const QString &words);
    QSize sizeHint() const override { return { 120, 5 }; }

protected:
    void paintEvent(QPaintEvent *) override;

private:
    int m_level = 0;
    bool m_acceptable = false;
};

} // namespace baton::ui
