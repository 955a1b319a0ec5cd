#include "ui/shell/environments.h"

#include <QtCore/QSettings>

namespace baton::ui {

using orcid::Environment;

Environments::Environments(const QString &profileDir, QObject *parent)
    : QObject(parent)
    , m_file(profileDir + QStringLiteral("/environment.ini"))
    , m_practice(Environment::practice())
{
    const QSettings settings(m_file, QSettings::IniFormat);
    const QString issuer = settings.value(QStringLiteral("custom/issuer")).toString();
    m_custom = Environment::custom(issuer, QUrl(settings.value(QStringLiteral("custom/api")).toString()),
        QUrl(settings.value(QStringLiteral("custom/token")).toString()));
    const QString chosen = settings.value(QStringLiteral("chosen")).toString();
    m_before = !chosen.isEmpty();
    m_current = m_practice;
    for (const Environment &one : all()) {
        if (one.id == chosen)
            m_current = one;
    }
}

QList<Environment> Environments::all() const
{
    QList<Environment> list { m_practice, Environment::sandbox(), Environment::production() };
    if (hasCustom())
        list << m_custom;
    return list;
}

void Environments::choose(const QString &id)
{
    for (const Environment &one : all()) {
        if (one.id != id)
            continue;
        QSettings(m_file, QSettings::IniFormat).setValue(QStringLiteral("chosen"), id);
        m_before = true;
        if (one == m_current)
            return;
        m_current = one;
        Q_EMIT changed(m_current);
        return;
    }
}

void Environments::setPractice(const Environment &practice)
{
    m_practice = practice;
    if (m_current.kind == Environment::Kind::Practice && !(m_current == practice)) {
        m_current = practice;
        Q_EMIT changed(m_current);
    }
}

void Environments::setCustom(const Environment &custom)
{
    QSettings settings(m_file, QSettings::IniFormat);
    settings.setValue(QStringLiteral("custom/issuer"), custom.issuer);
    settings.setValue(QStringLiteral("custom/api"), custom.apiBase.toString());
    settings.setValue(QStringLiteral("custom/token"), custom.tokenUrl.toString());
    m_custom = custom;
    Q_EMIT offered();
}

bool Environments::wasChosenBefore() const
{
    return m_before;
}

} // namespace baton::ui
