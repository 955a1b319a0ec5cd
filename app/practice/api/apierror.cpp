#include "app/practice/api/apierror.h"

#include "app/orcid/errors.h"

namespace baton::practice {

ApiError::ApiError(int errorCode, QString validationText, QStringList params, int httpStatusCode)
    : code(errorCode)
    , parameters(std::move(params))
    , validation(std::move(validationText))
    , status(httpStatusCode)
{
}

int ApiError::httpStatus() const
{
    if (status != 0)
        return status;
    const orcid::ErrorCode *entry = orcid::findErrorCode(code);
    return entry == nullptr ? 500 : entry->status;
}

void ApiError::write(Out &out, const QString &clientName) const
{
    QString developer = orcid::developerMessage(code, parameters);
    if (!validation.isEmpty())
        developer += QStringLiteral(" Full validation error: ") + validation;
    const QString contact = clientName.isEmpty() ? QStringLiteral("the application you used") : clientName;
    const QString told = QStringLiteral("There was an error when updating the record. Please try again. If the error "
                                        "persists, please contact %1 for assistance.")
                             .arg(contact);
    out.beginObject().key(u"response-code").number(httpStatus()).key(u"developer-message").text(developer);
    out.key(u"user-message").text(told).key(u"error-code").number(code);
    out.key(u"more-info").text(u"https://members.orcid.org/api/resources/troubleshooting").endObject();
}

} // namespace baton::practice
