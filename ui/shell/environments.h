#pragma once

#include "app/orcid/environment.h"

#include <QtCore/QObject>

class QSettings;

namespace baton::ui {

/// The environments on offer and the one chosen; a custom one is remembered in the profile (no secrets).
class Environments : public QObject {
    Q_OBJECT
public:
    explicit Environments(const QString &profileDir, QObject *parent = nullptr);

    QList<orcid::Environment> all() const;
    const orcid::Environment &current() const { return m_current; }
    bool hasCustom() const { return !m_custom.issuer.isEmpty(); }

    void choose(const QString &id);
    /// The running registry's address; becomes current when Practice is.
    void setPractice(const orcid::Environment &practice);
    void setCustom(const orcid::Environment &custom);
    /// Chosen once before, so that the first-run page can be skipped.
    bool wasChosenBefore() const;

Q_SIGNALS:
    void changed(const baton::orcid::Environment &current);
    void offered();

private:
    QString m_file;
    orcid::Environment m_practice, m_custom, m_current;
    bool m_before = false;
};

} // namespace baton::ui
