#pragma once

#include <QtCore/QUrl>
#include <QtWidgets/QPlainTextEdit>

namespace baton::ui {

/// The exact sign-in link, read-only, as high as it needs to be, its parameters' names set off.
class LinkView : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit LinkView(QWidget *parent = nullptr);
    void setLink(const QUrl &link, const QString &insteadOfLink = {});
    QString link() const; ///< as it is sent, without the marks that say where a line may end
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent *event) override;
    QMimeData *createMimeDataFromSelection() const override;

private:
    void fit();
};

} // namespace baton::ui
