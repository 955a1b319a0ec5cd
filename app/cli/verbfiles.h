#pragma once

#include "app/jose/jwk.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>

namespace baton::cli {

/// What `baton seal` and `baton open` share: secrets come from files or standard input, results go to files or, as JSON, to
/// standard output. A path of "-" is standard input.

/// At most `maxBytes`. Errors: verb.input.
Result<QByteArray> readInput(const QString &path, qint64 maxBytes);
/// A private key as PKCS#8 PEM or as a private JWK. Errors: verb.key.
Result<jose::Jwk> readPrivateKey(const QString &path);
/// The first line, without its end. Errors: verb.input, verb.passphrase (empty).
Result<Secret> readPassphrase(const QString &path);
/// Whether `path` is free to be written, or may be replaced. Errors: verb.exists.
Result<void> checkFree(const QString &path, bool force);
/// Atomically, for the owner alone (0600); an existing file only with `force`. Errors: verb.exists, verb.write.
Result<void> writeOutput(const QString &path, const QByteArray &bytes, bool force);
/// Several so, and all or none: nothing is replaced before every one of them could be written.
Result<void> writeOutputs(const QList<std::pair<QString, QByteArray>> &files, bool force);
/// PKCS#8 in PEM. The caller wipes it.
QByteArray toPem(const jose::Jwk &privateKey);
/// ISO 8601 or seconds since 1970. Errors: verb.time.
Result<QDateTime> readMoment(const QString &text);
/// One of practice, sandbox, production and custom, or empty. Errors: verb.environment.
Result<void> checkEnvironment(const QString &name);

/// What could move a terminal's cursor or turn its text around is escaped as JSON escapes it (S51).
QByteArray jsonText(const QJsonObject &json, QJsonDocument::JsonFormat format);
/// So on standard output, for reading.
void printJson(const QJsonObject &json);
/// One line on standard error, plain (S51).
void say(const char *verb, const QString &words);
/// Says it on standard error, with the verb's name, and gives the exit code back.
int complain(const char *verb, const Error &error, int exitCode);

} // namespace baton::cli
