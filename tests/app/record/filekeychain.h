#pragma once

#include "app/vault/keychain.h"

#include <QtCore/QFile>
#include <QtCore/QPointer>
#include <QtCore/QTimer>

namespace baton::test {

/// A keychain that two processes share: one entry in a file, which lies outside the profile.
class FileKeychain : public vault::Keychain {
public:
    explicit FileKeychain(const QString &path) : m_path(path) { }

    QString name() const override { return QStringLiteral("File"); }
    void read(const QString &, QObject *context, Reply reply) override
    {
        QFile file(m_path);
        const bool there = file.open(QIODevice::ReadOnly);
        answer(context, std::move(reply), { there ? Outcome::Done : Outcome::NotFound, there ? Secret(file.readAll()) : Secret(), {} });
    }
    void write(const QString &, const Secret &value, QObject *context, Reply reply) override
    {
        QFile file(m_path);
        const bool done = file.open(QIODevice::WriteOnly) && file.write(value.reveal()) > 0;
        answer(context, std::move(reply), { done ? Outcome::Done : Outcome::Failed, {}, {} });
    }
    void remove(const QString &, QObject *context, Reply reply) override
    {
        QFile::remove(m_path);
        answer(context, std::move(reply), { Outcome::Done, {}, {} });
    }

private:
    static void answer(QObject *context, Reply reply, const Answer &answer)
    {
        QTimer::singleShot(0, context, [reply = std::move(reply), answer] { reply(answer); });
    }

    QString m_path;
};

} // namespace baton::test
