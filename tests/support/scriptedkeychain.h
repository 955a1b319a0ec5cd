#pragma once

#include "app/vault/keychain.h"

#include <QtCore/QHash>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace baton::test {

/// A keychain whose moods a test sets. The entries live in a Drawer, so that a second vault finds what the first left.
class ScriptedKeychain : public vault::Keychain {
public:
    struct Drawer {
        QHash<QString, Secret> entries;
        Outcome mood = Outcome::Done;      ///< other than Done: every question gets this
        Outcome writeMood = Outcome::Done; ///< the same for writing only
        QString words;
        bool pending = false;              ///< locked: questions wait for release()
        QList<std::function<void()>> waiting;
        int reads = 0, writes = 0, removals = 0;

        void release()
        {
            pending = false;
            for (const auto &ask : std::exchange(waiting, {}))
                ask();
        }
    };

    explicit ScriptedKeychain(std::shared_ptr<Drawer> drawer) : m_drawer(std::move(drawer)) { }

    QString name() const override { return QStringLiteral("Scripted Keyring"); }

    void read(const QString &account, QObject *context, Reply reply) override
    {
        ++m_drawer->reads;
        later(context, [drawer = m_drawer, account, reply = std::move(reply)] {
            if (drawer->mood != Outcome::Done)
                return reply({ drawer->mood, {}, drawer->words });
            const auto found = drawer->entries.constFind(account);
            reply(found == drawer->entries.constEnd() ? Answer { Outcome::NotFound, {}, {} } : Answer { Outcome::Done, *found, {} });
        });
    }

    void write(const QString &account, const Secret &value, QObject *context, Reply reply) override
    {
        ++m_drawer->writes;
        later(context, [drawer = m_drawer, account, value, reply = std::move(reply)] {
            const Outcome outcome = drawer->mood != Outcome::Done ? drawer->mood : drawer->writeMood;
            if (outcome == Outcome::Done)
                drawer->entries.insert(account, value);
            reply({ outcome, {}, drawer->words });
        });
    }

    void remove(const QString &account, QObject *context, Reply reply) override
    {
        ++m_drawer->removals;
        later(context, [drawer = m_drawer, account, reply = std::move(reply)] {
            drawer->entries.remove(account);
            reply({ drawer->mood, {}, drawer->words });
        });
    }

private:
    void later(QObject *context, std::function<void()> ask)
    {
        const QPointer<QObject> guard(context);
        const auto guarded = [guard, ask = std::move(ask)] {
            if (guard)
                ask();
        };
        if (m_drawer->pending)
            m_drawer->waiting << guarded;
        else
            QTimer::singleShot(0, context, guarded);
    }

    std::shared_ptr<Drawer> m_drawer;
};

} // namespace baton::test
