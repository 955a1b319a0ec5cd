#pragma once

#include "app/practice/api/out.h"
#include "app/practice/server/http.h"

#include <QtCore/QStringList>

namespace baton::practice {

/// A refusal of the Member API (orcid.md 9).
struct ApiError {
    int code = 0;
    QStringList parameters;  ///< fill %1, %2 of the developer message
    QString validation;      ///< " Full validation error: …" is appended when there is one
    int status = 0;          ///< 0 = the code's own

    ApiError(int errorCode, QString validationText = {}, QStringList params = {}, int httpStatus = 0);

    void write(Out &out, const QString &clientName) const;
    int httpStatus() const;
};

} // namespace baton::practice
