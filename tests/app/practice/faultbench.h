#pragma once

#include "tests/app/practice/controlclient.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

namespace baton::test {

/// A practice registry whose faults are switched on, and a delegation at it before that.
class FaultBench : public QObject {
protected:
    void begin()
    {
        m_registry = std::make_unique<PracticeFixture>(m_dir.path());
        practice::Options options;
        options.ratePerSecond = 0;
        options.faultSeed = 7;
        QVERIFY(m_registry->start(options));
        m_control = std::make_unique<ControlClient>(*m_registry);
        m_tokens = m_registry->signIn(northbridge, sofia, QStringLiteral("openid /read-limited /activities/update /person/update"));
        QCOMPARE(exchanged().status, 200);
    }

    QTemporaryDir m_dir; ///< keeps the signing key, which takes a while to make
    std::unique_ptr<PracticeFixture> m_registry;
    std::unique_ptr<ControlClient> m_control;
    QJsonObject m_tokens; ///< the original client's, for Sofia

    static QByteArray work(int n)
    {
        return "{\"title\":{\"title\":{\"value\":\"Fault work " + QByteArray::number(n) + "\"}},\"type\":\"report\",\"external-ids\":{\"external-id\":[{"
               "\"external-id-type\":\"other-id\",\"external-id-value\":\"fault-" + QByteArray::number(n) + "\",\"external-id-relationship\":\"self\"}]}}";
    }
    Pairs bearer() const
    {
        const QString json = QStringLiteral("application/json");
        return { { QStringLiteral("Authorization"), QStringLiteral("Bearer ") + m_tokens.value(u"access_token").toString() },
            { QStringLiteral("Accept"), json }, { QStringLiteral("Content-Type"), json } };
    }
    Answer exchanged() { return m_registry->exchange(openGrants, m_tokens.value(u"id_token").toString()); }
    Answer addWork(int n) { return m_registry->send("POST", QStringLiteral("/v3.0/") + sofia + QStringLiteral("/work"), work(n), bearer()); }
    Answer works() { return m_registry->get(QStringLiteral("/v3.0/") + sofia + QStringLiteral("/works"), bearer().first(2)); }
    QString description(const Answer &answer) const { return answer.json().value(u"error_description").toString(); }
};

} // namespace baton::test
