#pragma once

#include "app/orcid/environment.h"

#include <QtWidgets/QComboBox>

namespace baton::ui {

/// The switcher in the rail: dot shape, name, one caption. Its last entry asks for a custom provider.
class EnvironmentCombo : public QComboBox {
    Q_OBJECT
public:
    explicit EnvironmentCombo(QWidget *parent = nullptr);

    void setEnvironments(const QList<orcid::Environment> &environments, const QString &currentId);
    static QString caption(const orcid::Environment &environment);
    /// Practice ring, Sandbox half disc, Production full disc, Custom diamond.
    static void paintDot(QPainter *painter, const QRectF &rect, orcid::Environment::Kind kind, const QColor &color);

    QSize sizeHint() const override;

Q_SIGNALS:
    void chosen(const QString &environmentId);
    void customRequested();

protected:
    void paintEvent(QPaintEvent *) override;

private:
    QList<orcid::Environment> m_environments;
    QString m_currentId;
};

} // namespace baton::ui
