#include "app/cli/verbfiles.h"

#include "app/base/strictjson.h"
#include "app/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>
#include <QtCore/QFileInfo>
#include <QtCore/QJsonDocument>
#include <QtCore/QSaveFile>

#include <cstdio>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

namespace baton::cli {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(Verbs)
};

constexpr qint64 maxKeyBytes = 32 * 1024;
const QByteArray pemHead = "-----BEGIN PRIVATE KEY-----", pemFoot = "-----END PRIVATE KEY-----";

Failure noKey(const QString &path, const QString &reason)
{
    return fail(u"verb.key"_s, Words::tr("%1 holds no private key that can be used here. %2").arg(path, reason), Words::tr("Give a PKCS#8 PEM file or a private JWK; baton seal --new-key makes one."));
}

} // namespace

Result<QByteArray> readInput(const QString &path, qint64 maxBytes)
{
    QFile file(path);
    const bool open = path == "-"_L1 ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!open)
        return fail(u"verb.input"_s, Words::tr("%1 cannot be read: %2.").arg(path, file.errorString()), Words::tr("Check the name and its permissions."));
    QByteArray bytes = file.read(maxBytes + 1);
    if (bytes.size() > maxBytes) {
        wipe(bytes);
        return fail(u"verb.input"_s, Words::tr("%1 is larger than %2 KiB.").arg(path).arg(maxBytes / 1024), Words::tr("Check that it is the right file."));
    }
    return bytes;
}

Result<jose::Jwk> readPrivateKey(const QString &path)
{
    auto bytes = readInput(path, maxKeyBytes);
    if (!bytes)
        return fail(bytes.error());
    const Secret kept = Secret::take(*bytes);
    const QByteArrayView text = kept.view().trimmed();
    if (text.startsWith('{')) {
        const auto json = parseJsonObject(text, { maxKeyBytes, 8, true });
        const auto key = json ? jose::Jwk::fromJson(*json) : Result<jose::Jwk>(fail(json.error()));
        if (!key || !key->isPrivate())
            return noKey(path, key ? Words::tr("It is a public key.") : key.error().what);
        return *key;
    }
    if (!text.startsWith(pemHead) || !text.endsWith(pemFoot))
        return noKey(path, {});
    QByteArray body = text.sliced(pemHead.size(), text.size() - pemHead.size() - pemFoot.size()).toByteArray().simplified().replace(' ', "");
    auto der = QByteArray::fromBase64Encoding(body, QByteArray::AbortOnBase64DecodingErrors);
    wipe(body);
    const auto key = jose::Jwk::fromPkcs8(Secret::take(der.decoded));
    if (!key)
        return noKey(path, key.error().what);
    return *key;
}

Result<Secret> readPassphrase(const QString &path)
{
    auto bytes = readInput(path, 4096);
    if (!bytes)
        return fail(bytes.error());
    QByteArray line = bytes->left(bytes->indexOf('\n') < 0 ? bytes->size() : bytes->indexOf('\n'));
    wipe(*bytes);
    if (line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return fail(u"verb.passphrase"_s, Words::tr("There is no passphrase in %1.").arg(path), Words::tr("Put it in the first line."));
    return Secret::take(line);
}

Result<void> checkFree(const QString &path, bool force)
{
    const QFileInfo target(path);
    if (!force && (target.exists() || target.isSymLink()))
        return fail(u"verb.exists"_s, Words::tr("There is a file %1 already.").arg(path), Words::tr("Name another, or add --force to replace it."));
    return {};
}

Result<void> writeOutput(const QString &path, const QByteArray &bytes, bool force)
{
    return writeOutputs({ { path, bytes } }, force);
}

Result<void> writeOutputs(const QList<std::pair<QString, QByteArray>> &files, bool force)
{
    std::vector<std::unique_ptr<QSaveFile>> drafts;
    const auto notWritten = [](const QFileDevice &file) {
        return fail(u"verb.write"_s, Words::tr("%1 cannot be written: %2.").arg(file.fileName(), file.errorString()), Words::tr("Check the folder and the room left."));
    };
    for (const auto &[path, bytes] : files) {
        if (const auto free = checkFree(path, force); !free)
            return free;
        auto file = std::make_unique<QSaveFile>(path);
        // Rights are set while the temporary file is still empty.
        if (!file->open(QIODevice::WriteOnly) || !file->setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            || file->write(bytes) != bytes.size() || !file->flush())
            return notWritten(*file);
        drafts.push_back(std::move(file));
    }
    for (const auto &file : drafts) {
        if (!file->commit())
            return notWritten(*file);
    }
    return {};
}

QByteArray toPem(const jose::Jwk &privateKey)
{
    QByteArray der = privateKey.toPkcs8().reveal();
    QByteArray body = der.toBase64();
    wipe(der);
    QByteArray pem = pemHead + '\n';
    for (qsizetype at = 0; at < body.size(); at += 64)
        pem += body.mid(at, 64) + '\n';
    wipe(body);
    return pem + pemFoot + '\n';
}

Result<QDateTime> readMoment(const QString &text)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    const QDateTime when = isNumber ? QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC) : QDateTime::fromString(text, Qt::ISODate).toUTC();
    if (!when.isValid())
        return fail(u"verb.time"_s, Words::tr("“%1” is not a time.").arg(text), Words::tr("Give ISO 8601 or seconds since 1970."));
    return when;
}

Result<void> checkEnvironment(const QString &name)
{
    static const QStringList environments { u"practice"_s, u"sandbox"_s, u"production"_s, u"custom"_s };
    if (!name.isEmpty() && !environments.contains(name))
        return fail(u"verb.environment"_s, Words::tr("--environment is one of %1; “%2” is not.").arg(environments.join(u", "_s), name.left(60)));
    return {};
}

QByteArray jsonText(const QJsonObject &json, QJsonDocument::JsonFormat format)
{
    const QString text = QString::fromUtf8(QJsonDocument(json).toJson(format));
    QString out;
    for (const QChar c : text) {
        const bool ours = c == u'\n'; // between the members; inside of strings it is escaped already
        if (!ours && plain(QString(c)) != c)
            out += u"\\u%1"_s.arg(c.unicode(), 4, 16, QLatin1Char('0'));
        else
            out += c;
    }
    return out.toUtf8();
}

void printJson(const QJsonObject &json)
{
    std::fputs(jsonText(json, QJsonDocument::Indented).constData(), stdout);
}

void say(const char *verb, const QString &words)
{
    std::fprintf(stderr, "baton %s: %s\n", verb, qPrintable(plain(words)));
}

int complain(const char *verb, const Error &error, int exitCode)
{
    say(verb, error.text());
    return exitCode;
}

} // namespace baton::cli
