#pragma once

#include "tests/app/practice/fixture.h"

namespace baton::test {

/// Somebody who holds the control key.
class ControlClient {
public:
    explicit ControlClient(PracticeFixture &registry) : m_registry(registry) { }

    Answer call(const QByteArray &method, const QString &what = {}, const QJsonObject &body = {}) const
    {
        const QByteArray bytes = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
        return raw(method, what, bytes, { bearer() });
    }
    Answer raw(const QByteArray &method, const QString &what, const QByteArray &body, const Pairs &headers) const
    {
        const QString path = what.isEmpty() || what.startsWith(QLatin1Char('?')) ? what : QLatin1Char('/') + what;
        Pairs all { { QStringLiteral("Content-Type"), QStringLiteral("application/json") } };
        return m_registry.send(method, QStringLiteral("/practice/control") + path, body, all + headers);
    }
    std::pair<QString, QString> bearer() const
    {
        return { QStringLiteral("Authorization"), QStringLiteral("Bearer ") + m_registry.registry.info().controlKey.revealString() };
    }
    bool on(const QString &fault, const QJsonObject &settings = {}) const
    {
        return call("PUT", QStringLiteral("faults/") + fault, { { QStringLiteral("on"), true }, { QStringLiteral("settings"), settings } }).status == 200;
    }
    bool off(const QString &fault) const { return call("PUT", QStringLiteral("faults/") + fault, { { QStringLiteral("on"), false } }).status == 200; }
    bool isOn(const QString &fault) const { return call("GET", QStringLiteral("faults/") + fault).json().value(u"on").toBool(); }

private:
    PracticeFixture &m_registry;
};

} // namespace baton::test
