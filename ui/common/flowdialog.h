#pragma once

#include <QtWidgets/QDialog>

namespace baton::ui {

/// A dialog as high as its texts need at its width: it grows with what is added and gives back what goes, unless it was made
/// larger by hand. QDialog alone would spread the room that wrapped texts would like in a narrower window between the lines. Tab follows
/// the reading order.
class FlowDialog : public QDialog {
    Q_OBJECT
public:
    using QDialog::QDialog;
    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void fit();
    int m_height = 0; ///< as it was last fitted
};

} // namespace baton::ui
