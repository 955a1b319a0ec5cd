#include "app/orcid/errors.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QHash>

namespace baton::orcid {

namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(OrcidErrors)
};

QString E(const char *text)
{
    return QString::fromLatin1(text);
}

QList<ErrorCode> requestErrors()
{
    return {
        { 9001, 400,
            E("400 Bad Request: There is an issue with your data or the API endpoint. 405 Method Not Allowed: "
              "The method is not allowed for this endpoint. 415 Unsupported Media Type: The media type is not supported."),
            Words::tr("The registry could not read the request."),
            Words::tr("Look at the HTTP exchange: the address, the method or the JSON is not what it expects.") },
        { 9002, 401, E("The client application is not authorized."), Words::tr("The access token was not accepted."),
            Words::tr("Renew the token by exchanging the id_token again.") },
        { 9004, 403, E("403 Forbidden: Insufficient or wrong scope."), Words::tr("The token does not cover this call."),
            Words::tr("Ask the researcher for the missing scope, or ask for it at the exchange.") },
        { 9005, 403, E("403 Forbidden: Insufficient or wrong scope."),
            Words::tr("The record is in a state that does not allow this call."),
            Words::tr("Use a token the researcher granted after claiming the record.") },
        { 9006, 400, E("The client application sent a bad request to ORCID."),
            Words::tr("A value in the request is not allowed."),
            Words::tr("Read the full validation error; several works at once are limited to 100.") },
        { 9007, 301, E("301 Moved Permanently: This account is deprecated. Please refer to account: %1"),
            Words::tr("This record was merged into another one."),
            Words::tr("Ask the researcher for a permission on the record that is in use now.") },
        { 9008, 500, E("%1"), Words::tr("The registry failed on its side."),
            Words::tr("Try again later; if it stays, tell ORCID what was sent.") },
        { 9009, 403, E("403 Forbidden: The notification has already been read and cannot be archived."),
            Words::tr("The notification was already read."), Words::tr("Nothing is left to do.") },
        { 9010, 403, E("403 Forbidden: You are not the source of the work, so you are not allowed to update it."),
            Words::tr("Somebody else added this item. Only its source, with both halves equal, can change or delete it."),
            Words::tr("Ask the source named beside the item, or add your own version of it.") },
        { 9011, 404, E("404 Not Found: The ORCID record or item was not found."), Words::tr("There is no such record or item."),
            Words::tr("Read the section again; it may have been deleted.") },
        { 9012, 400, E("The client application made a bad request to the ORCID API."),
            Words::tr("The address has no API version or does not use HTTPS."),
            Words::tr("Check the API base of the environment: it ends in /v3.0.") },
        { 9013, 403, E("403 Forbidden: The item is private and you are not the source."),
            Words::tr("The researcher keeps this item private."),
            Words::tr("Only its source can read it. Nothing can be done from here.") },
        { 9014, 403, E("403 Forbidden: The client application is forbidden to perform the action."),
            Words::tr("The change is the same as what is stored, and another client wrote it."),
            Words::tr("Nothing needs to be sent.") },
        { 9015, 401, E("One of the provided scopes is not allowed. Please refer to the list of allowed scopes."),
            Words::tr("A scope in the request is not allowed for this client."),
            Words::tr("Leave it out, or ask ORCID to allow it.") },
        { 9016, 404, E("404 Not Found: The resource was not found."),
            Words::tr("The record or the item does not exist any more."),
            Words::tr("Read the section again; it may have been deleted.") },
        { 9017, 401, E("401 Unauthorized: The client application is not authorized for this ORCID record."),
            Words::tr("The token belongs to another record, or the client is not a member."),
            Words::tr("Use the package of this researcher and a member client.") },
        { 9018, 409, E("409 Conflict: The ORCID record is locked and cannot be edited. ORCID %1"),
            Words::tr("ORCID has locked this record."),
            Words::tr("The researcher has to contact ORCID. Try again after that.") },
    };
}

QList<ErrorCode> itemErrors()
{
    return {
        { 9019, 400, E("400 Bad Request: The put code in the URL was %1 whereas the one in the body was %2."),
            Words::tr("The put-code in the address and the one in the item differ."),
            Words::tr("Read the item again and edit that.") },
        { 9020, 400, E("400 Bad Request: Invalid incoming message."), Words::tr("One of the section’s rules is broken."),
            Words::tr("Read the full validation error and correct that field.") },
        { 9021, 409,
            E("409 Conflict: You have already added this activity (matched by external identifiers), please see element "
              "with put-code %1. If you are trying to edit the item, please use PUT instead of POST."),
            Words::tr("The same source has already added an item with this identifier."),
            Words::tr("Open the existing item and change that one.") },
        { 9022, 400, E("400 Bad Request: Invalid activity, a title is required."), Words::tr("The title is missing."),
            Words::tr("Fill in a title.") },
        { 9023, 400, E("400 Bad Request: Invalid activity, an external identifier is required."),
            Words::tr("An external identifier is missing or not complete."),
            Words::tr("Give at least one with kind, value and relationship; a work needs one with self.") },
        { 9024, 400, E("400 Bad Request: Put-code is included when not expected. A new item must not have one."),
            Words::tr("A new item was sent with a put-code."),
            Words::tr("Leave the put-code out to add, or change the existing item.") },
        { 9025, 409, E("409 Conflict: The given group-id-record already exists."),
            Words::tr("This peer review group exists already."), Words::tr("Use it as it is.") },
        { 9026, 400, E("400 Bad Request: The group you are trying to access does not exist, please create it first."),
            Words::tr("The peer review group does not exist."), Words::tr("Create the group first, or correct its id.") },
        { 9027, 404, E("404 Not Found: The client was not found."), Words::tr("There is no client with this id."),
            Words::tr("Check the client ID.") },
        { 9028, 404, E("404 Not Found: The webhook was not found."), Words::tr("There is no such webhook."),
            Words::tr("Register it first.") },
        { 9029, 404, E("404 Not Found: The notification was not found."), Words::tr("There is no such notification."),
            Words::tr("Check its number.") },
        { 9030, 409, E("The element '%1' of type '%2' is duplicated. "), Words::tr("The same source has already added this."),
            Words::tr("Nothing needs to be added.") },
        { 9031, 409, E("Put-code is required to update elements."), Words::tr("The put-code is missing."),
            Words::tr("Read the item again and edit that.") },
        { 9032, 409, E("409 Conflict: The record holder does not accept notifications."),
            Words::tr("The researcher takes no notifications."), Words::tr("Ask in another way.") },
        { 9033, 400, E("400 Bad Request: The other name was not found."), Words::tr("This other name does not exist."),
            Words::tr("Read the section again.") },
        { 9034, 400, E("400 Bad Request: The put code provided is not valid."),
            Words::tr("The put-code is not a number, or unknown."),
            Words::tr("Read the section again and choose the item there.") },
        { 9035, 403,
            E("403 Forbidden: You can't change the visibility of an item, please remove the visibility or set it to the "
              "current value."),
            Words::tr("Only the researcher decides who sees an item."), Words::tr("Leave the visibility as it is.") },
        { 9036, 409, E("409 Conflict: This record has not been claimed."),
            Words::tr("The researcher has not claimed this record yet."),
            Words::tr("Wait until it is claimed, ten days at most.") },
        { 9037, 400, E("Invalid %1, valid values are: %2"), Words::tr("A value is not in its list."),
            Words::tr("Choose one of the values offered.") },
        { 9038, 403,
            E("409 Conflict: The item has a limited or private visibility and your request doesn't have the required scope."),
            Words::tr("The token does not have the scope this needs."),
            Words::tr("Ask the researcher for the scope, or ask for it at the exchange.") },
        { 9039, 403, E("403 Forbidden: The item is not public."), Words::tr("The item is not public."),
            Words::tr("Read it through the Member API with a token.") },
        { 9040, 409, E("409 Conflict: The element cannot be deleted."), Words::tr("This item cannot be deleted."),
            Words::tr("Nothing can be done from here.") },
        { 9041, 404, E("404 Not Found: The biography was not found."), Words::tr("The record has no biography."),
            Words::tr("Nothing is wrong.") },
        { 9042, 400, E("400 Bad Request: Too many put-codes, the limit is 100."),
            Words::tr("More than 100 works were asked for at once."), Words::tr("Ask for them in portions of 100.") },
        { 9043, 400, E("400 Bad Request: The start parameter is too large."), Words::tr("The search starts too far down."),
            Words::tr("Narrow the search.") },
    };
}

QList<ErrorCode> dataErrors()
{
    return {
        { 9044, 409, E("409 Conflict: The ORCID record is deactivated and cannot be edited."),
            Words::tr("The researcher has deactivated this record."),
            Words::tr("Nothing can be written any more. Withdraw your copy of the permission.") },
        { 9045, 400, E("400 Bad request: disambiguated-organization must be present and valid"),
            Words::tr("The organization has no id that ORCID knows."),
            Words::tr("Choose the organization from a registry: ROR, GRID, Ringgold, Funder Registry or LEI.") },
        { 9046, 400, E("400 Bad request: organization must be present and valid"), Words::tr("The organization is missing."),
            Words::tr("Fill in the organization.") },
        { 9047, 400, E("400 Bad request: invalid JSON - ${error}"),
            Words::tr("The item has a field, a value or a length the registry does not accept."),
            Words::tr("Read the full validation error; it names the field.") },
        { 9048, 409, E("409 Conflict: The maximum number of works that can be connected to an ORCID record is 10,000"),
            Words::tr("The record holds as many works as it can."),
            Words::tr("Nothing can be added before something is deleted.") },
        { 9049, 400, E("400 Bad request: invalid date: %1 "), Words::tr("A date does not exist."),
            Words::tr("Correct the date; months and days have two digits.") },
        { 9050, 400, E("400 Bad Request: Start date is required when there is an end date."),
            Words::tr("There is an end date without a start date."), Words::tr("Fill in the start date.") },
        { 9051, 400, E("400 Bad Request: Invalid value: %1"), Words::tr("A value is not in its list."),
            Words::tr("Choose one of the values offered.") },
        { 9052, 403, E("403 Forbidden: this access_token is only valid on API v3.0_rc2 and above"),
            Words::tr("Delegated tokens work on API 3.0 only."), Words::tr("Use the 3.0 address of the API.") },
        { 9053, 400, E("400 Bad Request: Invalid ISSN: %1"), Words::tr("The ISSN of the group is not valid."),
            Words::tr("Correct the ISSN; its last digit is a check digit.") },
        { 9054, 400, E("400 Bad Request: invalid amount"), Words::tr("The amount is not a number."),
            Words::tr("Use a point for decimals and no other separator.") },
        { 9055, 400, E("400 Bad Request: End date must come after start date."), Words::tr("The end lies before the start."),
            Words::tr("Correct one of the two dates.") },
        { 9056, 308, E("308 Permanent Redirect: This version of the API has moved."),
            Words::tr("This version of the API is not served any more."), Words::tr("Use the 3.0 address of the API.") },
        { 9057, 409, E("409 Conflict: The client is locked."), Words::tr("ORCID has locked or deactivated the client."),
            Words::tr("Contact ORCID’s member support.") },
        { 9058, 400, E("404 Bad Request: Invalid contributor role: %1"), Words::tr("A contributor’s role is not in the list."),
            Words::tr("Choose one of the roles offered.") },
        { 9059, 301, E("301 Moved Permanently: This version of the API has moved."),
            Words::tr("This version of the API is not served any more."), Words::tr("Use the 3.0 address of the API.") },
        { 9060, 400, E("City and country are required for education/employment."),
            Words::tr("City or country of the organization is missing."), Words::tr("Fill in both.") },
        { 9061, 400, E("400 Bad Request: Country is required when there is a city or a region."),
            Words::tr("A city or region is given without its country."), Words::tr("Fill in the country.") },
        { 9062, 400,
            E("Professional activities cannot be added without an organization id/external identifier. One has to be present."),
            Words::tr("Neither an organization id nor an external identifier is given."), Words::tr("Give one of the two.") },
    };
}

} // namespace

const QList<ErrorCode> &allErrorCodes()
{
    static const QList<ErrorCode> all = requestErrors() + itemErrors() + dataErrors();
    return all;
}

const ErrorCode *findErrorCode(int code)
{
    static const QHash<int, const ErrorCode *> index = [] {
        QHash<int, const ErrorCode *> map;
        for (const ErrorCode &entry : allErrorCodes())
            map.insert(entry.code, &entry);
        return map;
    }();
    return index.value(code, nullptr);
}

QString developerMessage(int code, const QStringList &parameters)
{
    const ErrorCode *entry = findErrorCode(code);
    if (entry == nullptr)
        return {};
    QString text = entry->developer;
    // One pass, so that a parameter that holds "%2" stays what it is.
    for (qsizetype at = text.indexOf(u'%'); at >= 0 && at + 1 < text.size(); at = text.indexOf(u'%', at)) {
        const int number = text.at(at + 1).digitValue();
        if (number < 1) {
            ++at;
            continue;
        }
        const QString value = parameters.value(number - 1);
        text.replace(at, 2, value);
        at += value.size();
    }
    return text;
}

Explanation explain(int code)
{
    if (const ErrorCode *entry = findErrorCode(code))
        return { entry->meaning, entry->next };
    return { Words::tr("The registry refused with a code that Baton does not know."),
        Words::tr("Read its message in the HTTP exchange, and ORCID’s list of error codes.") };
}

} // namespace baton::orcid
