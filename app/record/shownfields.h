#pragma once

#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QString>

namespace baton::record {

/// One value of an item in words.
struct ShownField {
    QString path;  ///< of JSON keys: "title/translated-title", "contributors/contributor[0]"
    QString label; ///< "Translated title", "Contributor 1"
    QString words; ///< "Sobre mareas · Spanish"; fit for showing
    bool longText = false;
};

/// Everything the registry sent of an item: described fields in their order, then whatever no description knows. Dates,
/// countries and values of lists in words, texts as they are; nulls are nothing.
QList<ShownField> shownFields(const QString &section, const QJsonObject &json);

} // namespace baton::record
