#pragma once

#include "tests/app/practice/api/harness.h"

#include <QtCore/QTemporaryDir>

// ORCID's published model, samples and recorded answers, where the environment says they are; XML for the tests.
namespace apitest {

/// Folder with "orcid-model-3.0" and "recorded-v3"; empty when BATON_SHARED is not set.
QString publishedData();
QByteArray fileText(const QString &path);
/// A fixture of tests/data/orcid.
QByteArray fixture(const QString &name);

inline const QByteArray xmlType = "application/vnd.orcid+xml", jsonType = "application/json";

/// "work" of "<work:work …"; empty when there is no root.
QString rootOf(const QByteArray &xml);
/// The object as XML or JSON of that document.
QByteArray asDocument(const QJsonObject &object, const orcid::Field &document, const QByteArray &type);
/// Without nulls, empty lists and empty objects, numbers as digits: what XML and JSON have in common.
QJsonValue pruned(const QJsonValue &value);
/// Takes that key out wherever it is.
QJsonValue without(const QJsonValue &value, const QString &key);
QByteArray compact(const QJsonValue &value);

/// xmllint with a copy of the published schemas, widened for a registry elsewhere: the published patterns allow only https
/// and orcid.org, and three schemas import files of another version.
class Schemas {
public:
    Schemas();
    /// Why nothing can be validated; empty when it can.
    QString missing() const { return m_missing; }
    /// What xmllint says against the schema of that root; empty = all valid. Nothing is checked when something is missing.
    QString problems(const QString &root, const QList<QByteArray> &documents);
    /// The same for the one document with a file name of its own.
    QString problem(const QString &root, const QByteArray &document) { return problems(root, { document }); }
    int checked() const { return m_checked; }

private:
    QTemporaryDir m_dir;
    QString m_missing;
    int m_checked = 0;
};

} // namespace apitest
