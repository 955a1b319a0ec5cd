#pragma once

#include "app/orcid/fields.h"

#include <QtCore/QCoreApplication>

// Builders of the field tables; for fields*.cpp only.
namespace baton::orcid::parts {

struct Fields {
    Q_DECLARE_TR_FUNCTIONS(Fields)
};

Field plainText(const char *key, const QString &label, int maxLength = 0);
Field wrapped(const char *key, const QString &label, int maxLength = 0);
Field enumeration(const char *key, const QString &label, const QList<Term> &values);
Field date(const char *key, const QString &label);
Field url(const char *key, const QString &label);
Field object(const char *key, const QString &label, Kind kind, QList<Field> fields);
Field list(const char *key, const QString &label, Kind kind, QList<Field> fields);
Field externalIds(const char *key, const QString &label);
Field organization(const char *key, const QString &label);
Field hosts();
Field server(const char *key, const QString &label, Kind kind);
Field visibility();
Field putCode();
Field title(const char *key, const QString &label, bool subtitle);
Field contributors(const QList<Term> &roles, bool sequence);

Field displayIndex();
Field path();
Field timestamp(const char *key, const QString &label);
/// {uri, path, host} of a person or a client.
Field identifier(const char *key, const QString &label);

Field required(Field field);
Field helped(Field field, const QString &help);
/// In XML: in that namespace, as an attribute, as the text of its owner, in place of an element.
Field inNamespace(const char *prefix, Field field);
Field common(Field field);
Field attribute(Field field);
Field xmlContent(Field field);
Field xmlInline(Field field);

/// created-date, last-modified-date, source.
QList<Field> head();

} // namespace baton::orcid::parts
